using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Stages;

/// <summary><c>$hoppingWindow</c>: windows of equal length that begin at every hop, overlapping or with gaps.</summary>
internal static class HoppingWindowStage
{
    public static readonly StageSpec Spec = new("$hoppingWindow", StageRole.Window, Parse)
    {
        Summary = "Cuts the stream into windows of equal length, one beginning at every hop, and runs a pipeline over "
            + "each when it closes. A hop shorter than the interval makes windows overlap, a longer one leaves gaps.",
        Examples =
        [
            """
            { $hoppingWindow: { interval: { size: 1, unit: 'hour' }, hopSize: { size: 1, unit: 'minute' },
              pipeline: [ { $group: { _id: '$group_id', n: { $sum: 1 } } } ] } }
            """,
            """
            { $hoppingWindow: { interval: { size: 100, unit: 'second' }, hopSize: { size: 20, unit: 'second' },
              offset: { offsetFromUtc: 5, unit: 'second' }, allowedLateness: { size: 10, unit: 'second' },
              idleTimeout: { size: 1, unit: 'minute' }, pipeline: [ { $sort: { a: 1 } }, { $limit: 3 } ] } }
            """,
        ],
    };

    private static void Parse(StageContext stage, PipelineBuilder pipeline)
    {
        if (StageFields.Open(stage) is not { } fields)
        {
            return;
        }

        var bounds = WindowSettingsReader.ReadBounds(fields, hops: true);
        var settings = WindowSettingsReader.Read(fields, mayIdle: true);
        fields.Refuse("gap", "it belongs to $sessionWindow");
        fields.Refuse("partitionBy", "it belongs to $sessionWindow");
        if (WindowPipelineReader.Read(stage, fields, pipeline) is { } inner && bounds is not null)
        {
            pipeline.Add(new PaneWindowPlan(stage.StageName, settings, bounds.Value, inner));
        }
    }
}
