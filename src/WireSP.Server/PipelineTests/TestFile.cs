namespace WireSP.Server.PipelineTests;

/// <summary>A file that was read: one pipeline and its tests.</summary>
/// <param name="Path">The path as it was given.</param>
/// <param name="Text">The file's text, into which updated expectations are written.</param>
/// <param name="Processor">The pipeline.</param>
/// <param name="Tests">The tests in order; none in a file that is a pipeline alone.</param>
internal sealed record TestFile(
    string Path, string Text, ProcessorDefinition Processor, IReadOnlyList<TestCase> Tests);
