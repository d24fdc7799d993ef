namespace WireSP.Streaming.Checkpoints;

/// <summary>The right to write a task's checkpoints, until somebody begins a later epoch.</summary>
/// <param name="Epoch">Counts up with every attempt to run the task.</param>
/// <param name="NextNumber">The number of the next checkpoint; numbers are never used again.</param>
public readonly record struct CheckpointEpoch(long Epoch, long NextNumber);
