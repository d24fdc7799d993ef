using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Stages;

/// <summary><c>$setStreamMeta</c>: puts computed values into the metadata beside each document.</summary>
internal static class SetStreamMetaStage
{
    public static readonly StageSpec Spec = new("$setStreamMeta", StageRole.MainOnly, Parse)
    {
        Summary = "Puts computed values into the stream metadata of each document, where { $meta: 'stream.name' } "
            + "finds them.",
        Examples =
        [
            "{ $setStreamMeta: { 'stream.region': '$address.region', 'stream.size': { $bsonSize: '$$ROOT' } } }",
        ],
    };

    private const string Root = "stream.";

    // The engine writes these for each document.
    private static readonly string[] Reserved = ["source", "window"];

    private static void Parse(StageContext stage, PipelineBuilder pipeline)
    {
        if (stage.Argument.Type != BsonType.Document)
        {
            stage.ReportType("", stage.Argument, "object");
            return;
        }

        var scope = pipeline.Scope;
        var root = new MetadataNode([]);
        List<Expression> expressions = [];
        foreach (var element in stage.Argument.AsDocument)
        {
            try
            {
                AddPath(element.Name, root, expressions.Count);
                expressions.Add(ExpressionCompiler.Compile(element.Value, scope));
            }
            catch (ExpressionSyntaxException error)
            {
                stage.Report(error.Path.Length == 0 ? "" : element.Name, error);
            }
        }

        if (stage.Argument.AsDocument.CountElements() == 0)
        {
            stage.Report(PipelineErrorCodes.BadValue, "", "expected at least one field that begins with 'stream.'");
        }

        pipeline.Add(new Plan(root, [.. expressions], scope, pipeline.BeginScope()));
    }

    private static void AddPath(string name, MetadataNode root, int value)
    {
        if (!name.StartsWith(Root, StringComparison.Ordinal) || name.Length == Root.Length)
        {
            throw new ExpressionSyntaxException(
                PipelineErrorCodes.BadValue, $"'{name}' must begin with 'stream.', followed by a name");
        }

        var path = FieldPathRules.Check(name[Root.Length..], name);
        var first = path.Split('.')[0];
        if (Array.IndexOf(Reserved, first) >= 0)
        {
            throw new ExpressionSyntaxException(
                PipelineErrorCodes.BadValue, $"'{name}' cannot be set: the engine itself writes 'stream.{first}'");
        }

        if (!root.TryAdd(path.Split('.'), value))
        {
            throw new ExpressionSyntaxException(
                PipelineErrorCodes.BadValue, $"'{name}' and another field of the stage contradict each other");
        }
    }

    private sealed class Plan(
        MetadataNode root, Expression[] expressions, CompileContext fields, CompileContext following)
        : StagePlan("$setStreamMeta")
    {
        public override Operator Create(OperatorFactory factory) => new SetStreamMetaOperator(
            OperatorName, factory.Output, root, expressions, (factory.ScopeOf(fields), factory.ScopeOf(following)));
    }
}
