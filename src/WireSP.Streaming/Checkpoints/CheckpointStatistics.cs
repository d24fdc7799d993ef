namespace WireSP.Streaming.Checkpoints;

/// <summary>What a task tells of its checkpoints.</summary>
/// <param name="Number">Number of the latest one; 0 before the first.</param>
/// <param name="CreatedAt">When its barrier was set.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Duration">From its barrier to the store, or to the sink's commit.</param>
/// <param name="Pause">How long the operators stood still for it.</param>
/// <param name="Trouble">Why the present one cannot be stored; null when all is well.</param>
public sealed record CheckpointStatistics(
    long Number, DateTimeOffset CreatedAt, long SizeBytes, TimeSpan Duration, TimeSpan Pause, string? Trouble)
{
    /// <summary>How much time has passed since; null once its task has ended.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>Bytes that were written for it: the rest is in earlier ones.</summary>
    public long WrittenBytes { get; init; }
}
