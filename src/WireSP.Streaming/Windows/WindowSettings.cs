namespace WireSP.Streaming.Windows;

/// <summary>The settings of a tumbling window stage.</summary>
/// <param name="Bounds">Where windows begin and end.</param>
/// <param name="IsEventTime">Whether documents belong by event time, not by when they are processed.</param>
/// <param name="LatenessMs">How far the watermark has to pass a window's end before it closes.</param>
/// <param name="IdleTimeoutMs">How long an idle source keeps windows open; null for ever.</param>
internal sealed record WindowSettings(WindowBounds Bounds, bool IsEventTime, long LatenessMs, long? IdleTimeoutMs)
{
    /// <summary>The default of <c>allowedLateness</c>.</summary>
    public static readonly TimeSpan DefaultLateness = TimeSpan.FromSeconds(3);
}
