namespace WireSP.Benchmarks.Wire;

/// <summary>What the rounds of one storm gave, in turns with the C server.</summary>
/// <param name="Command">The command that was sent.</param>
/// <param name="Connections">Connections at one time.</param>
/// <param name="Median">The median round.</param>
/// <param name="ReplyBytes">Bytes of a reply.</param>
/// <param name="RatioToEcho">Median of our requests per second to those of the C server in the same round.</param>
/// <param name="ServerMicroseconds">Our processor time per request, over all rounds.</param>
/// <param name="EchoMicroseconds">The C server's.</param>
internal sealed record StormResult(
    string Command,
    int Connections,
    StormRun Median,
    int ReplyBytes,
    double RatioToEcho,
    double ServerMicroseconds,
    double EchoMicroseconds)
{
    /// <summary>The result for the report.</summary>
    public ReportLine ToLine() => new ReportLine($"{Command} {Connections}")
        .Add("requestsPerSecond", Math.Round(Median.RequestsPerSecond))
        .Add("serverMicrosecondsPerRequest", Math.Round(ServerMicroseconds, 2))
        .Add("echoMicrosecondsPerRequest", Math.Round(EchoMicroseconds, 2))
        .Add("p50Microseconds", Median.P50Microseconds)
        .Add("p99Microseconds", Median.P99Microseconds)
        .Add("ratioToEcho", Math.Round(RatioToEcho, 3))
        .Add("replyBytes", ReplyBytes);
}
