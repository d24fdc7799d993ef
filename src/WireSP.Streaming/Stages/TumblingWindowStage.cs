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

    private static void Parse(StageContext stage, PipelineBuilder pipeline)
    {
        if (StageFields.Open(stage) is not { } fields)
        {
            return;
        }

        var bounds = WindowSettingsReader.ReadBounds(fields, hops: false);
        var settings = WindowSettingsReader.Read(fields, mayIdle: true);
        fields.Refuse("hopSize", "it belongs to $hoppingWindow");
        fields.Refuse("gap", "it belongs to $sessionWindow");
        fields.Refuse("partitionBy", "it belongs to $sessionWindow");
        if (WindowPipelineReader.Read(stage, fields, pipeline) is { } inner && bounds is not null)
        {
            pipeline.Add(new PaneWindowPlan(stage.StageName, settings, bounds.Value, inner));
        }
    }
}
