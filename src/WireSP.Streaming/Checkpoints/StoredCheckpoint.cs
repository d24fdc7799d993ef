namespace WireSP.Streaming.Checkpoints;

/// <summary>What a store says of a checkpoint without reading it.</summary>
/// <param name="Number">Counts up over the life of a task.</param>
/// <param name="IsCommitted">False while it depends on the sink whether it is real.</param>
/// <param name="Name">The name under which it is kept; null for one of the regular ones.</param>
/// <param name="CreatedAt">When its barrier was set.</param>
/// <param name="Duration">From its barrier to the store.</param>
/// <param name="SizeBytes">Size.</param>
public sealed record StoredCheckpoint(
    long Number, bool IsCommitted, string? Name, DateTimeOffset CreatedAt, TimeSpan Duration, long SizeBytes);
