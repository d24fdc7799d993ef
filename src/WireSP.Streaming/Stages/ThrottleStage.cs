using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Stages;

/// <summary><c>$throttle</c>: so many documents or bytes a second.</summary>
internal static class ThrottleStage
{
    public static readonly StageSpec Spec = new("$throttle", StageRole.MainOnly, Parse)
    {
        Summary = "Lets at most so many documents or bytes a second pass; what is before it waits.",
        Examples = ["{ $throttle: { messagesPerSec: 50, bytesPerSec: 5242880 } }"],
    };

    private const string Documents = "messagesPerSec";
    private const string Bytes = "bytesPerSec";

    private static void Parse(StageContext stage, PipelineBuilder pipeline)
    {
        if (StageFields.Open(stage) is not { } fields)
        {
            return;
        }

        var hasLimit = fields.Has(Documents) | fields.Has(Bytes);
        var documents = fields.OptionalInteger(Documents, 1, int.MaxValue);
        var bytes = fields.OptionalInteger(Bytes, 1);
        fields.RejectUnknown();
        if (!hasLimit)
        {
            fields.Report(
                PipelineErrorCodes.InvalidOptions,
                "",
                "$throttle requires at least one of 'bytesPerSec' or 'messagesPerSec'");
        }

        pipeline.Add(new ThrottlePlan(stage.StageName, documents ?? int.MaxValue, bytes ?? long.MaxValue));
    }
}
