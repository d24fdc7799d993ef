namespace WireSP.Streaming.Windows;

/// <summary>What all kinds of windows have: which time counts, and how long they stay open.</summary>
/// <param name="IsEventTime">Whether documents belong by event time, not by when they are processed.</param>
/// <param name="LatenessMs">How far the watermark has to pass a window's end before it closes.</param>
/// <param name="IdleTimeoutMs">How long an idle source keeps windows open; null for ever.</param>
internal sealed record WindowSettings(bool IsEventTime, long LatenessMs, long? IdleTimeoutMs)
{
    /// <summary>The default of <c>allowedLateness</c>.</summary>
    public static readonly TimeSpan DefaultLateness = TimeSpan.FromSeconds(3);
}
