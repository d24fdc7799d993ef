using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Stages;

/// <summary><c>$tumblingWindow</c>: windows of equal length, one after the other.</summary>
internal static class TumblingWindowStage
{
    public static readonly StageSpec Spec = new("$tumblingWindow", StageRole.Window, Parse)
    {
        Summary = "Cuts the stream into windows of equal length and runs a pipeline over each when it closes.",
        Examples =
        [
            "{ $tumblingWindow: { interval: { size: 5, unit: 'second' }, pipeline: [ { $count: 'n' } ] } }",
            """
            { $tumblingWindow: { interval: { size: 1, unit: 'day' }, offset: { offsetFromUtc: 2, unit: 'hour' },
              allowedLateness: 0, idleTimeout: { size: 1, unit: 'minute' }, boundary: 'eventTime', pipeline: [] } }
            """,
        ],
    };

    private const string Pipeline = "pipeline";

    private static void Parse(StageContext stage, PipelineBuilder pipeline)
    {
        if (StageFields.Open(stage) is not { } fields)
        {
            return;
        }

        var settings = WindowSettingsReader.Read(fields);
        fields.Refuse("hopSize", "it belongs to $hoppingWindow");
        fields.Refuse("gap", "it belongs to $sessionWindow");
        fields.Refuse("partitionBy", "it belongs to $sessionWindow");
        var hasPipeline = fields.TryReadRequired(Pipeline, out _);
        var stages = hasPipeline ? fields.OptionalArray(Pipeline) : null;
        fields.RejectUnknown();
        if (stages is null)
        {
            return;
        }

        var inner = pipeline.BeginWindow(stages.Value);
        StageReader.ReadInner(stages.Value, stage, inner);
        inner.CollectDocuments();
        pipeline.EndWindow(inner);
        if (settings is not null)
        {
            pipeline.Add(new WindowPlan(stage.StageName, settings, inner.ToWindow()));
        }
    }
}
