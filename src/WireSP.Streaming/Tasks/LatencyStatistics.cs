namespace WireSP.Streaming.Tasks;

/// <summary>
/// Time from a document's arrival to its writing, the time in a window included, over a stretch of time.
/// </summary>
/// <param name="P50Micros">Median, microseconds.</param>
/// <param name="P99Micros">99th percentile, microseconds.</param>
/// <param name="Count">Documents measured.</param>
/// <param name="SumMicros">Sum over the documents, microseconds.</param>
/// <param name="Start">Begin of the stretch.</param>
/// <param name="End">End of the stretch.</param>
public sealed record LatencyStatistics(
    long P50Micros,
    long P99Micros,
    long Count,
    long SumMicros,
    DateTimeOffset Start,
    DateTimeOffset End);
