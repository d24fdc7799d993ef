using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Stages;

/// <summary>Reads the <c>pipeline</c> of a window stage, once all other fields have been read.</summary>
internal static class WindowPipelineReader
{
    private const string Field = "pipeline";

    /// <summary>The inner pipeline; null after reporting that there is none.</summary>
    public static WindowPlan.Inner? Read(StageContext stage, StageFields fields, PipelineBuilder pipeline)
    {
        var hasPipeline = fields.TryReadRequired(Field, out _);
        var stages = hasPipeline ? fields.OptionalArray(Field) : null;
        fields.RejectUnknown();
        if (stages is null)
        {
            return null;
        }

        var inner = pipeline.BeginWindow(stages.Value);
        StageReader.ReadInner(stages.Value, stage, inner);
        inner.CollectDocuments();
        pipeline.EndWindow(inner);
        return inner.ToWindow();
    }
}
