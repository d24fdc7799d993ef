using WireSP.Bson;
using WireSP.Expressions.Transforms;

namespace WireSP.Expressions.Updates;

/// <summary>
/// An update by stages that make one document from one. Variables have the same indexes in every stage's context.
/// </summary>
internal sealed class PipelineUpdate : UpdateOperation
{
    private readonly List<DocumentTransform> _transforms = [];
    private readonly List<CompileContext> _scopes = [];
    private readonly int _variableCount;

    private PipelineUpdate(int variableCount) => _variableCount = variableCount;

    /// <summary>Compiles the stages.</summary>
    public static PipelineUpdate Compile(BsonArray stages, IReadOnlyList<string> variableNames)
    {
        var update = new PipelineUpdate(variableNames.Count);
        var index = 0;
        foreach (var stage in stages)
        {
            update.Add(stage, index++, variableNames);
        }

        return update;
    }

    internal override BsonDocument Write(BsonDocument before, UpdateContext context)
    {
        if (context.Variables.Count != _variableCount)
        {
            throw new InvalidOperationException(
                $"the pipeline has {_variableCount} variables, {context.Variables.Count} values were given");
        }

        var document = before;
        var contexts = context.StagesOf(this, _scopes);
        for (var i = 0; i < contexts.Length; i++)
        {
            contexts[i].Begin(document);
            for (var j = 0; j < _variableCount; j++)
            {
                contexts[i].Variables[j] = context.Variables[j];
            }

            _scopes[i].Fields.Read(contexts[i]);
            if (!_transforms[i].TryForward(contexts[i], out var made))
            {
                var start = context.Output.Position;
                _transforms[i].Apply(contexts[i], context.Output);
                made = context.Output.DocumentFrom(start);
            }

            document = made;
        }

        return KeepId(before, document, context.Output);
    }

    // A document that lost its id keeps the one it had.
    private static BsonDocument KeepId(BsonDocument before, BsonDocument after, BsonWriter output)
    {
        if (!before.TryGetValue("_id"u8, out var id) || after.TryGetValue("_id"u8, out _))
        {
            return UpsertDocument.PutIdFirst(after, output);
        }

        var start = output.BeginDocument();
        output.WriteValue("_id"u8, id);
        output.WriteRaw(after.Span[4..^1]);
        output.End(start);
        return output.DocumentFrom(start);
    }

    private void Add(BsonValue stage, int index, IReadOnlyList<string> variableNames)
    {
        var only = stage.Type == BsonType.Document && stage.AsDocument.CountElements() == 1
            ? stage.AsDocument.GetEnumerator()
            : throw new ExpressionSyntaxException(
                40323, $"stage {index} of the update must be an object with exactly one field");
        _ = only.MoveNext();
        var name = only.Current.Name;
        if (!TransformCompiler.StageNames.Contains(name))
        {
            throw new ExpressionSyntaxException(
                72,
                $"{name} is not allowed to be used within an update; allowed are "
                    + string.Join(", ", TransformCompiler.StageNames),
                name);
        }

        var scope = new CompileContext();
        foreach (var variable in variableNames)
        {
            _ = scope.DeclareVariable(variable);
        }

        _transforms.Add(TransformCompiler.Compile(name, only.Current.Value, scope));
        _scopes.Add(scope);
    }
}
