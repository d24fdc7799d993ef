namespace WireSP.Streaming.Pipelines;

/// <summary>One thing that is wrong with a pipeline, for a person to act on.</summary>
/// <param name="Code">The server's numeric code.</param>
/// <param name="StageIndex">The stage's index in the pipeline; null when the pipeline as a whole is meant.</param>
/// <param name="Path">Dotted path inside the stage, for example <c>$tumblingWindow.interval.unit</c>.</param>
/// <param name="Message">What was found, what was expected, and the nearest known name where there is one.</param>
public sealed record PipelineProblem(int Code, int? StageIndex, string Path, string Message);
