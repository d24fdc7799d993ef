using WireSP.Bson;

namespace WireSP.Streaming.Tasks;

/// <summary>A snapshot of what a task has done; immutable, so that it may be read from any thread.</summary>
public sealed partial record TaskStatistics
{
    /// <summary>Statistics of a task that has done nothing.</summary>
    public static TaskStatistics Empty { get; } = new();

    /// <summary>Documents that the source delivered, undecodable records included.</summary>
    public long InputCount { get; init; }

    /// <summary>Bytes of the documents that the source delivered.</summary>
    public long InputBytes { get; init; }

    /// <summary>Documents that left the whole pipeline.</summary>
    public long OutputCount { get; init; }

    /// <summary>Bytes of the documents that left the whole pipeline.</summary>
    public long OutputBytes { get; init; }

    /// <summary>Documents and records that became dead letters.</summary>
    public long DeadLetterCount { get; init; }

    /// <summary>Bytes of the documents that became dead letters.</summary>
    public long DeadLetterBytes { get; init; }

    /// <summary>Bytes of window and other state, now.</summary>
    public long StateBytes { get; init; }

    /// <summary>
    /// Bytes kept beside the state, of windows that are gone, to be used again; given back when memory is short.
    /// </summary>
    public long SpareBytes { get; init; }

    /// <summary>The watermark, milliseconds since 1970-01-01 UTC; null before the first document.</summary>
    public long? WatermarkMs { get; init; }

    /// <summary>When the last document came in, milliseconds since 1970-01-01 UTC; null before the first one.</summary>
    public long? LastInputMs { get; init; }

    /// <summary>Why windows are open; null in a pipeline without a window and while nothing runs.</summary>
    public TimeStatistics? Time { get; init; }

    /// <summary>Latency from source to sink over the last 30 seconds; null when nothing was written in them.</summary>
    public LatencyStatistics? Latency { get; init; }

    /// <summary>One entry an operator: the source first, then the stages in order, the sink last.</summary>
    public IReadOnlyList<OperatorStatistics> Operators { get; init; } = [];

    /// <summary>What the source knows of itself, for example <c>kafkaPartitions</c>.</summary>
    public BsonDocument Source { get; init; } = BsonDocument.Empty;
}
