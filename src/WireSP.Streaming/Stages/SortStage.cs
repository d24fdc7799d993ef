using System.Globalization;
using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Stages;

/// <summary><c>$sort</c>: orders the documents of a window.</summary>
internal static class SortStage
{
    public static readonly StageSpec Spec = new("$sort", StageRole.Blocking, Parse)
    {
        Summary = "Orders the documents of a window; only inside a window.",
        Examples = ["{ $sort: { n: -1, _id: 1 } }"],
    };

    private const int KeysMax = 32;

    private static void Parse(StageContext stage, PipelineBuilder pipeline)
    {
        pipeline.CollectDocuments();
        SortPath[]? keys = null;
        try
        {
            keys = Read(stage.Argument);
        }
        catch (ExpressionSyntaxException error)
        {
            stage.Report("", error);
        }

        var following = pipeline.BeginScope();
        if (keys is not null)
        {
            pipeline.Add(new Plan(keys, following));
        }
    }

    private static SortPath[] Read(BsonValue argument)
    {
        if (argument.Type != BsonType.Document)
        {
            throw new ExpressionSyntaxException(
                15973, $"expected an object of sort keys, found {TypeNames.Of(argument.Type)}");
        }

        List<SortPath> keys = [];
        foreach (var element in argument.AsDocument)
        {
            var name = element.Name;
            var path = FieldPathRules.Check(name, name);
            keys.Add(new SortPath(path, IsDescending(name, element.Value)));
        }

        return keys.Count switch
        {
            0 => throw new ExpressionSyntaxException(15976, "expected at least one sort key, found none"),
            > KeysMax => throw new ExpressionSyntaxException(
                13103, $"at most {KeysMax} sort keys are allowed, found {keys.Count}"),
            _ => [.. keys],
        };
    }

    private static bool IsDescending(string name, BsonValue direction)
    {
        if (direction.Type == BsonType.Document)
        {
            var only = direction.AsDocument["$meta"];
            if (only.Type == BsonType.String && only.AsString != "textScore")
            {
                throw new ExpressionSyntaxException(31138, $"illegal $meta sort: '{only.AsString}'", name);
            }

            throw new ExpressionSyntaxException(17312, "a stream has no text score to sort by; expected 1 or -1", name);
        }

        if (!direction.IsNumber)
        {
            throw new ExpressionSyntaxException(
                15974, $"expected 1 (ascending) or -1 (descending), found {TypeNames.Of(direction.Type)}", name);
        }

        return StageFields.TryGetInteger(direction, out var number) && number is 1 or -1
            ? number < 0
            : throw new ExpressionSyntaxException(15975, "expected 1 (ascending) or -1 (descending)", name);
    }

    /// <summary>A compiled <c>$sort</c>; with a limit it keeps only that many documents.</summary>
    internal sealed class Plan(SortPath[] keys, CompileContext following, int? limit = null) : StagePlan("$sort")
    {
        // More than that is better sorted once than kept in order all the time.
        private const int LimitMax = 1024;

        public override string Description => limit is null
            ? base.Description
            : string.Create(CultureInfo.InvariantCulture, $"{OperatorName}(first {limit})");

        /// <summary>The same sort before a <c>$limit</c>.</summary>
        public Plan Before(long count) => count <= LimitMax
            ? new Plan(keys, following, (int)count) { StageIndex = StageIndex }
            : this;

        public override Operator Create(OperatorFactory factory) => limit is { } count
            ? new TopOperator(OperatorName, factory.Output, keys, count, factory.ScopeOf(following))
            : new SortOperator(OperatorName, factory.Output, keys, factory.ScopeOf(following));
    }
}
