using WireSP.Bson;

namespace WireSP.Streaming.Checkpoints;

/// <summary>
/// Travels behind the last batch that its state covers; what comes to the sink before it is written and acknowledged
/// before the checkpoint becomes real.
/// </summary>
internal sealed class CheckpointBarrier
{
    /// <summary>The checkpoint's number; 0 for a task that keeps no state.</summary>
    public long Number { get; init; }

    /// <summary>The name under which it is kept.</summary>
    public string? Name { get; init; }

    /// <summary>Where a source may forget everything before, once the checkpoint is real.</summary>
    public BsonDocument? Position { get; init; }

    /// <summary>The bytes, as soon as they are written; null for a task that keeps no state.</summary>
    public Task<byte[]>? Bytes { get; init; }

    /// <summary>The state that it is the first to write; null for a task that keeps no state.</summary>
    public CheckpointPack? Pack { get; init; }

    /// <summary>Ends when the pack is in the store, where it goes as it is encoded.</summary>
    public Task Packed { get; init; } = Task.CompletedTask;

    /// <summary>When the operators stopped for it.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The clock's timestamp of that moment.</summary>
    public long Timestamp { get; init; }

    /// <summary>How long they stood still.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>Who waits for it.</summary>
    public IReadOnlyList<TaskCompletionSource<long>> Waiting { get; init; } = [];
}
