using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Pipelines;

namespace WireSP.Connectors.Collections;

/// <summary>Parses the fields <c>db</c> and <c>coll</c> of a sink that writes to collections.</summary>
internal static class TargetParser
{
    /// <summary>Parses the fields; what is wrong is reported.</summary>
    /// <param name="fields">The document with the two fields.</param>
    /// <param name="connector">Knows which names nobody may write to.</param>
    /// <param name="scope">What the expressions read.</param>
    /// <returns>Null after a problem.</returns>
    public static TargetExpressions? Parse(StageFields fields, ICollectionConnector connector, CompileContext scope)
    {
        var database = ReadName(fields, "db", scope);
        var collection = ReadName(fields, "coll", scope);
        if (database is null || collection is null)
        {
            return null;
        }

        var target = new TargetExpressions(scope, database, collection);
        if (target.Constant is { } name && connector.FindRefusal(name) is { } refusal)
        {
            fields.Report(PipelineErrorCodes.BadValue, "coll", refusal);
            return null;
        }

        return target;
    }

    /// <summary>Compiles a field's expression; what is wrong is reported.</summary>
    /// <returns>Null after a problem, or when there is no such field.</returns>
    public static Expression? ReadExpression(StageFields fields, string name, CompileContext scope)
    {
        var spec = fields.Read(name);
        if (spec.IsMissing)
        {
            return null;
        }

        try
        {
            return ExpressionCompiler.Compile(spec, scope);
        }
        catch (ExpressionSyntaxException error)
        {
            fields.Stage.Report(fields.PathOf(name), error);
            return null;
        }
    }

    private static Expression? ReadName(StageFields fields, string name, CompileContext scope)
    {
        if (!fields.TryReadRequired(name, out var written)
            || ReadExpression(fields, name, scope) is not { } expression)
        {
            return null;
        }

        if (!expression.IsConstant)
        {
            return expression;
        }

        try
        {
            TargetNames.Check(name, TargetExpressions.ConstantOf(expression));
            return expression;
        }
        catch (EvaluationException error)
        {
            fields.Report(
                written.Type == BsonType.String ? PipelineErrorCodes.BadValue : PipelineErrorCodes.TypeMismatch,
                name,
                $"{error.Message}; give a name, or an expression that gives one");
            return null;
        }
    }
}
