using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Stages;

/// <summary><c>$emit</c>: writes documents to the system that a connection names.</summary>
internal static class EmitStage
{
    public static readonly StageSpec Spec = new("$emit", StageRole.Sink, Parse)
    {
        Summary = "Writes documents to the system that the connection names.",
        Examples = ["{ $emit: { connectionName: 'kafka1', topic: 'totals' } }"],
    };

    private static readonly string[] Consumed = ["connectionName"];

    private static void Parse(StageContext stage, PipelineBuilder pipeline)
    {
        var opened = stage.Consuming(Consumed);
        if (StageFields.Open(opened) is not { } fields
            || !pipeline.Environment.TryFind(opened, fields, out var connection, out var connector))
        {
            return;
        }

        pipeline.Sink = connector!.ParseSink(opened, connection!);
    }
}
