namespace WireSP.Benchmarks.Wire;

/// <summary>What one storm of requests gave.</summary>
/// <param name="RequestsPerSecond">Requests answered per second of wall time.</param>
/// <param name="P50Microseconds">Median latency.</param>
/// <param name="P99Microseconds">99th percentile of the latency.</param>
/// <param name="ServerMicroseconds">The server's processor time per request.</param>
internal readonly record struct StormRun(
    double RequestsPerSecond, double P50Microseconds, double P99Microseconds, double ServerMicroseconds);
