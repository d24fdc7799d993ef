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
        RunAhead(inner, stage, pipeline);
        inner.CollectDocuments();
        pipeline.EndWindow(inner);
        return inner.ToWindow();
    }

    // What asks the outside for each document cannot wait inside a window, which follows the watermark; ahead of it the
    // same documents come out.
    private static void RunAhead(PipelineBuilder inner, StageContext stage, PipelineBuilder pipeline)
    {
        var ahead = inner.TakeAhead();
        if (ahead.Count == 0)
        {
            return;
        }

        var reason = inner.LooksAtWindow ? "beside stages that look at the window by $meta"
            : stage.StageName == SessionWindowStage.Spec.Name ? "inside a session, ahead of its first $group or $sort"
            : null;
        if (reason is not null)
        {
            stage.Report(
                PipelineErrorCodes.NotImplemented,
                Field,
                $"{ahead[^1].StageName} is not supported {reason}; put it before the window");
            return;
        }

        foreach (var plan in ahead)
        {
            pipeline.Add(plan);
        }
    }
}
