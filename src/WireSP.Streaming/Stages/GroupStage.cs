using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Accumulators;
using WireSP.Expressions.Runs;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Windows;

namespace WireSP.Streaming.Stages;

/// <summary><c>$group</c>: one document for each distinct key of a window.</summary>
internal static class GroupStage
{
    public static readonly StageSpec Spec = new("$group", StageRole.Blocking, Parse)
    {
        Summary = "Makes one document of each distinct key, with accumulated values; only inside a window.",
        Examples = ["{ $group: { _id: '$group_id', n: { $sum: 1 }, avg: { $avg: '$obs.watts' } } }"],
    };

    // Their results depend on the order of arrival, which parts of a window do not keep.
    private static readonly string[] Ordered =
        ["$concatArrays", "$first", "$firstN", "$last", "$lastN", "$mergeObjects", "$push"];

    private static void Parse(StageContext stage, PipelineBuilder pipeline)
    {
        if (stage.Argument.Type != BsonType.Document)
        {
            stage.Report(15947, "", $"expected an object, found {TypeNames.Of(stage.Argument.Type)}");
            return;
        }

        var fields = pipeline.Scope;
        var plan = Read(stage, fields);
        var following = pipeline.BeginScope();
        if (plan is not null)
        {
            pipeline.AddState(new Plan(plan, fields, following, !NeedsOrder(stage.Argument.AsDocument)));
        }
    }

    private static bool NeedsOrder(BsonDocument group)
    {
        foreach (var element in group)
        {
            if (element.Type == BsonType.Document && !element.NameEquals("_id"u8)
                && Array.IndexOf(Ordered, FirstName(element.Value.AsDocument)) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static string FirstName(BsonDocument accumulator)
    {
        var only = accumulator.GetEnumerator();
        return only.MoveNext() ? only.Current.Name : "";
    }

    private static GroupPlan? Read(StageContext stage, CompileContext fields)
    {
        Expression? id = null;
        var hasId = false;
        List<byte[]> names = [];
        List<AccumulatorPlan> accumulators = [];
        foreach (var element in stage.Argument.AsDocument)
        {
            try
            {
                if (element.NameEquals("_id"u8))
                {
                    hasId = true;
                    id = ExpressionCompiler.Compile(element.Value, fields);
                }
                else
                {
                    accumulators.Add(ReadAccumulator(element, fields));
                    names.Add(element.NameUtf8.ToArray());
                }
            }
            catch (ExpressionSyntaxException error)
            {
                stage.Report(element.Name, error);
            }
        }

        if (!hasId)
        {
            stage.Report(15955, "_id", "'_id' is required and is missing; null puts all documents into one group");
        }

        return id is null || !hasId ? null : new GroupPlan(id, [.. names], [.. accumulators]);
    }

    private static AccumulatorPlan ReadAccumulator(BsonElement element, CompileContext fields)
    {
        var name = element.Name;
        if (name.Contains('.', StringComparison.Ordinal))
        {
            throw new ExpressionSyntaxException(40235, $"the field name '{name}' must not contain '.'");
        }

        if (name.StartsWith('$'))
        {
            throw new ExpressionSyntaxException(40236, $"the field name '{name}' must not begin with '$'");
        }

        if (element.Type != BsonType.Document)
        {
            throw new ExpressionSyntaxException(
                40234, $"expected an accumulator such as {{ $sum: 1 }}, found {TypeNames.Of(element.Type)}");
        }

        var accumulator = element.Value.AsDocument;
        if (accumulator.CountElements() != 1)
        {
            throw new ExpressionSyntaxException(40238, "expected exactly one accumulator such as { $sum: 1 }");
        }

        var only = accumulator.GetEnumerator();
        _ = only.MoveNext();
        return AccumulatorCompiler.Compile(only.Current.Name, only.Current.Value, fields);
    }

    private sealed class Plan(
        GroupPlan group, CompileContext fields, CompileContext following, bool isMergeable)
        : StatePlan("$group")
    {
        public override bool IsMergeable => isMergeable;

        public override CompileContext? Fields => fields;

        public override IReadOnlyList<RunInput>? RunInputs => group.Inputs?.Items;

        public override WindowState CreateState(OperatorFactory factory) =>
            new GroupState(group, Columns(factory), factory.Share(group, static plan => new GroupWork(plan)));

        public override SessionGroups? CreateSessionGroups(OperatorFactory factory, SessionPartitions partitions) =>
            Columns(factory).CanForget ? new SessionGroups(group, () => Columns(factory), partitions) : null;

        private GroupColumns Columns(OperatorFactory factory) =>
            new(group, factory.ScopeOf(fields), factory.ScopeOf(following), factory.Output);
    }
}
