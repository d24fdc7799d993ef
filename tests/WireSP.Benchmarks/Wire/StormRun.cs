namespace WireSP.Benchmarks.Wire;

/// <summary>What one storm of requests gave.</summary>
/// <param name="Requests">Requests answered.</param>
/// <param name="Seconds">Wall time.</param>
/// <param name="P50Microseconds">Median latency.</param>
/// <param name="P99Microseconds">99th percentile of the latency.</param>
/// <param name="ServerSeconds">The server's processor time.</param>
internal readonly record struct StormRun(
    double Requests, double Seconds, double P50Microseconds, double P99Microseconds, double ServerSeconds)
{
    /// <summary>Requests answered per second of wall time.</summary>
    public double RequestsPerSecond => Requests / Seconds;
}
