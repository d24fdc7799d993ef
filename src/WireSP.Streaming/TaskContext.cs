namespace WireSP.Streaming;

/// <summary>What a source or sink may know of the task it works for.</summary>
/// <param name="ProcessorId">The stream processor's id, 24 hexadecimal digits; part of default group ids.</param>
/// <param name="ProcessorName">The stream processor's name.</param>
/// <param name="IsEphemeral">Whether it was made by <c>sp.process()</c> and is not stored.</param>
/// <param name="KafkaPartitionsMax">Most Kafka partitions that the tier allows; null for no limit.</param>
/// <param name="Clock">The task's clock.</param>
public sealed record TaskContext(
    string ProcessorId,
    string ProcessorName,
    bool IsEphemeral,
    int? KafkaPartitionsMax,
    TimeProvider Clock)
{
    /// <summary>Whether the task takes checkpoints that it resumes from.</summary>
    public bool TakesCheckpoints { get; init; }

    /// <summary>How often it takes them; null for the default.</summary>
    public TimeSpan? CheckpointInterval { get; init; }

    /// <summary>Memory of the tier; null where there is none.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>
    /// How far ahead of the clock an event time may be before its document is a dead letter; null for any. Where
    /// nothing depends on event time, no document is looked at.
    /// </summary>
    public TimeSpan? EventTimeAheadMax { get; init; } = StreamingLimits.EventTimeAheadMax;

    /// <summary>
    /// When the user started the processor; null when it was started again without him. A schedule makes up for nothing
    /// before that time.
    /// </summary>
    public DateTimeOffset? StartedByUser { get; init; }

    /// <summary>Hears of documents that <c>$validate</c> discards; null for nobody.</summary>
    public IDiscardLog? Discards { get; init; }
}
