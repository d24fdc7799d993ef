using WireSP.Bson;
using WireSP.Streaming.Enrichment;

namespace WireSP.Streaming.Tasks;

/// <summary>What one operator has done.</summary>
/// <param name="Name">The operator's name, for example <c>TumblingWindowOperator</c>.</param>
public sealed record OperatorStatistics(string Name)
{
    /// <summary>Documents taken in.</summary>
    public long InputCount { get; init; }

    /// <summary>Bytes taken in.</summary>
    public long InputBytes { get; init; }

    /// <summary>Documents put out.</summary>
    public long OutputCount { get; init; }

    /// <summary>Bytes put out.</summary>
    public long OutputBytes { get; init; }

    /// <summary>Documents that failed here.</summary>
    public long DeadLetterCount { get; init; }

    /// <summary>Bytes of the documents that failed here.</summary>
    public long DeadLetterBytes { get; init; }

    /// <summary>
    /// Documents that ended here on purpose: those that a filter passed over, and those outside all windows.
    /// </summary>
    public long DroppedCount { get; init; }

    /// <summary>Bytes of state, now.</summary>
    public long StateBytes { get; init; }

    /// <summary>Most bytes of state so far, with those kept beside it to be used again.</summary>
    public long MemoryBytesMax { get; init; }

    /// <summary>
    /// Time spent here. Measured by batch: exact for source and sink; a batch's time in the chain is shared out among
    /// its operators by the documents each took in.
    /// </summary>
    public TimeSpan ExecutionTime { get; init; }

    /// <summary>Time that batches waited for a <c>$throttle</c>; null where there is none.</summary>
    public TimeSpan? ThrottledTime { get; init; }

    /// <summary>Batches that waited for a <c>$throttle</c>.</summary>
    public long ThrottleEvents { get; init; }

    /// <summary>How often a cache had the answer; null where there is none.</summary>
    public CacheStatistics? Cache { get; init; }

    /// <summary>Start of the oldest open window, milliseconds since 1970-01-01 UTC; null without one.</summary>
    public long? OldestWindowStartMs { get; init; }

    /// <summary>Start of the newest open window, milliseconds since 1970-01-01 UTC; null without one.</summary>
    public long? NewestWindowStartMs { get; init; }

    /// <summary>Fields that only this operator has, such as <c>targetStats</c>.</summary>
    public BsonDocument Details { get; init; } = BsonDocument.Empty;

    /// <summary>
    /// These statistics with an earlier attempt's totals added; what describes the present stays as it is.
    /// </summary>
    public OperatorStatistics After(OperatorStatistics earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return this with
        {
            InputCount = InputCount + earlier.InputCount,
            InputBytes = InputBytes + earlier.InputBytes,
            OutputCount = OutputCount + earlier.OutputCount,
            OutputBytes = OutputBytes + earlier.OutputBytes,
            DeadLetterCount = DeadLetterCount + earlier.DeadLetterCount,
            DeadLetterBytes = DeadLetterBytes + earlier.DeadLetterBytes,
            DroppedCount = DroppedCount + earlier.DroppedCount,
            MemoryBytesMax = Math.Max(MemoryBytesMax, earlier.MemoryBytesMax),
            ExecutionTime = ExecutionTime + earlier.ExecutionTime,
            ThrottledTime = ThrottledTime + (earlier.ThrottledTime ?? TimeSpan.Zero),
            ThrottleEvents = ThrottleEvents + earlier.ThrottleEvents,
            Cache = Cache?.After(earlier.Cache) ?? earlier.Cache,
        };
    }
}
