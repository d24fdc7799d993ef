using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Sinks;
using WireSP.Streaming.Stages;

namespace WireSP.Streaming.Pipelines;

/// <summary>
/// Writes what a compiled pipeline does, for people: the stages in the order in which they run, which fields each reads
/// of the document before it, what runs as one loop, and what windows keep.
/// </summary>
internal static class PlanExplanation
{
    /// <summary>The explanation.</summary>
    public static BsonDocument Write(CompiledPipeline pipeline)
    {
        var writer = new BsonWriter();
        var root = writer.BeginDocument();
        WriteSource(pipeline, writer);
        WriteStages(pipeline, writer);
        WriteRuns(pipeline, writer);
        if (pipeline.Sink is { } target)
        {
            var sink = writer.BeginDocument("sink"u8);
            writer.WriteString("operator"u8, target.OperatorName);
            writer.WriteInt32("parallelism"u8, target.Parallelism);
            writer.WriteString("deliveryGuarantee"u8, DeliveryWords.Of(target.Delivery));
            if (target.DeliveryCondition is { } condition)
            {
                writer.WriteString("deliveryCondition"u8, condition);
            }

            writer.End(sink);
        }

        writer.WriteInt32("addedParallelism"u8, pipeline.AddedParallelism);
        writer.WriteBoolean("readsMetadata"u8, pipeline.ReadsMetadata);
        writer.End(root);
        return writer.ToDocument();
    }

    private static void WriteSource(CompiledPipeline pipeline, BsonWriter writer)
    {
        var source = writer.BeginDocument("source"u8);
        writer.WriteString("operator"u8, pipeline.Source.OperatorName);
        writer.WriteString("eventTime"u8, pipeline.Time.Field is null ? "source" : "timeField");
        WriteFields(pipeline.SourceScope, writer);
        writer.End(source);
    }

    private static void WriteStages(CompiledPipeline pipeline, BsonWriter writer)
    {
        var stages = writer.BeginArray("stages"u8);
        for (var i = 0; i < pipeline.Stages.Count; i++)
        {
            var plan = pipeline.Stages[i];
            writer.WriteHeader(BsonType.Document, i);
            var stage = writer.BeginDocument();
            writer.WriteString("operator"u8, plan.OperatorName);
            writer.WriteInt32("stageIndex"u8, plan.StageIndex);
            if (RunsAhead(pipeline, i))
            {
                writer.WriteBoolean("movedAhead"u8, true);
            }

            if (plan.Fields is { } fields)
            {
                WriteFields(fields, writer);
            }

            plan.Explain(writer);
            writer.End(stage);
        }

        writer.End(stages);
    }

    // A stage that runs before one that was written before it.
    private static bool RunsAhead(CompiledPipeline pipeline, int index)
    {
        for (var i = index + 1; i < pipeline.Stages.Count; i++)
        {
            if (pipeline.Stages[i].StageIndex < pipeline.Stages[index].StageIndex)
            {
                return true;
            }
        }

        return false;
    }

    // Between windows and what waits for the outside nothing holds documents back: what stands there runs as one loop
    // over a batch.
    private static void WriteRuns(CompiledPipeline pipeline, BsonWriter writer)
    {
        var runs = writer.BeginArray("fused"u8);
        var count = 0;
        var run = -1;
        var inRun = 0;
        foreach (var plan in pipeline.Stages)
        {
            if (run < 0)
            {
                writer.WriteHeader(BsonType.Array, count++);
                run = writer.BeginDocument();
                inRun = 0;
            }

            writer.WriteValue(inRun++, plan.OperatorName);
            if (plan is WindowPlan or EnrichPlan)
            {
                writer.End(run);
                run = -1;
            }
        }

        if (run >= 0)
        {
            writer.End(run);
        }

        writer.End(runs);
    }

    private static void WriteFields(CompileContext scope, BsonWriter writer)
    {
        var fields = writer.BeginArray("fieldsRead"u8);
        for (var i = 0; i < scope.Fields.Paths.Count; i++)
        {
            writer.WriteValue(i, scope.Fields.Paths[i]);
        }

        writer.End(fields);
    }
}
