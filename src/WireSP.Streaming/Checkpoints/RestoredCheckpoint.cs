namespace WireSP.Streaming.Checkpoints;

/// <summary>The checkpoint that a task resumes from.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Content">What it holds.</param>
/// <param name="Segments">The large parts of its state.</param>
internal sealed record RestoredCheckpoint(long Number, CheckpointContent Content, StateReader Segments);
