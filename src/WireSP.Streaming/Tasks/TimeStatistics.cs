using WireSP.Streaming.Time;
using WireSP.Streaming.Windows;

namespace WireSP.Streaming.Tasks;

/// <summary>Why windows are open: how far event time has come, and what they wait for.</summary>
/// <param name="Window">How the windows stand.</param>
public sealed record TimeStatistics(WindowStatistics Window)
{
    /// <summary>When the watermark last rose, milliseconds since 1970-01-01 UTC; null before it did.</summary>
    public long? WatermarkRaisedAtMs { get; init; }

    /// <summary>The source partitions that are read; empty where nothing depends on event time.</summary>
    public IReadOnlyList<PartitionTime> Partitions { get; init; } = [];

    /// <summary>Documents refused because their event time is too far in the future.</summary>
    public long FutureCount { get; init; }

    /// <summary>How far ahead of the clock an event time may be; null for any.</summary>
    public TimeSpan? EventTimeAheadMax { get; init; }
}
