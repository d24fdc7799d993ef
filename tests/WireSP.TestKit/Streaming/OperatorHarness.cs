namespace WireSP.TestKit.Streaming;

/// <summary>
/// Runs one stage: documents in, outputs and dead letters out. A stage that is allowed only inside a window gets one
/// that closes when <see cref="Close"/> says so.
/// </summary>
internal sealed class OperatorHarness
{
    private const string WindowEnd = "{ t: '23:59' }";

    private OperatorHarness(PipelineHarness pipeline) => Pipeline = pipeline;

    /// <summary>The harness of the pipeline that consists of the stage.</summary>
    public PipelineHarness Pipeline { get; }

    /// <summary>A stage of the main pipeline.</summary>
    public static OperatorHarness Of(string stage) => new(new PipelineHarness($"[{stage}]"));

    /// <summary>Stages inside a window of one hour that begins at midnight and ends with <see cref="Close"/>.</summary>
    public static OperatorHarness InWindow(string stages) => new(new PipelineHarness(
        $$"""
        [{ $tumblingWindow: { interval: { size: 1, unit: 'hour' }, allowedLateness: 0, pipeline: [{{stages}}] } }]
        """));

    /// <summary>Takes documents in.</summary>
    public void Process(params IReadOnlyList<string> documents) => Pipeline.Process(documents);

    /// <summary>Closes the window by a document of a later one.</summary>
    public void Close() => Pipeline.Process([WindowEnd]);

    /// <summary>Checks the outputs since the last check.</summary>
    public void PutsOut(params IReadOnlyList<string> expected) => Pipeline.PutsOut(expected);
}
