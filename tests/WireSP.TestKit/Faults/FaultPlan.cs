namespace WireSP.TestKit.Faults;

/// <summary>The fate of one connection, decided when it is made.</summary>
/// <param name="Fault">What happens.</param>
/// <param name="IsUpstream">Whether in the direction of the server.</param>
/// <param name="AfterBytes">Behind how many bytes of that direction.</param>
/// <param name="DelayMs">How long each piece waits, in either direction.</param>
internal sealed record FaultPlan(ConnectionFault Fault, bool IsUpstream, long AfterBytes, int DelayMs)
{
    // Log-uniform up to 128 KiB, and 8 KiB of answers, which are shorter: handshakes, single documents and whole
    // batches are hit alike, and no connection stays for long.
    private const int UpstreamBytesMaxLog2 = 17;
    private const int DownstreamBytesMaxLog2 = 13;

    private const int DelayMsMax = 20;

    /// <summary>A connection that is left alone.</summary>
    public static FaultPlan None { get; } = new(ConnectionFault.None, false, 0, 0);

    /// <summary>Draws a fate.</summary>
    public static FaultPlan Draw(Random random)
    {
#pragma warning disable CA5394 // A seed that can be repeated is the point.
        var fault = (ConnectionFault)random.Next((int)ConnectionFault.Cut, (int)ConnectionFault.Silence + 1);
        var isUpstream = random.Next(2) == 0;
        var log2 = random.NextDouble() * (isUpstream ? UpstreamBytesMaxLog2 : DownstreamBytesMaxLog2);
        var delayMs = random.Next(4) == 0 ? random.Next(1, DelayMsMax) : 0;
        return new FaultPlan(fault, isUpstream, (long)Math.Pow(2, log2), delayMs);
#pragma warning restore CA5394
    }
}
