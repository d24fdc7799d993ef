namespace WireSP.Streaming.Windows;

/// <summary>
/// Where windows of equal length begin and end: starts are whole multiples of the hop since 1970-01-01 UTC, plus the
/// offset. Windows that overlap share panes; a pane belongs to a window whole or not at all.
/// </summary>
/// <param name="SizeMs">Length of a window.</param>
/// <param name="HopMs">From one start to the next: the size for tumbling windows.</param>
/// <param name="OffsetMs">Shift of the boundaries.</param>
internal readonly record struct WindowBounds(long SizeMs, long HopMs, long OffsetMs)
{
    /// <summary>Whether a time may belong to several windows.</summary>
    public bool Overlap => HopMs < SizeMs;

    /// <summary>Length of a pane.</summary>
    public long PaneMs => Overlap ? GreatestCommonDivisor(SizeMs, HopMs) : SizeMs;

    /// <summary>Start of the latest window that begins at a time or before it.</summary>
    public long StartOf(long timeMs) => Floor(timeMs, HopMs);

    /// <summary>
    /// Start of the pane that a time belongs to, which may have ended before it when windows leave gaps. Panes are half
    /// open, so an end belongs to the next one.
    /// </summary>
    public long PaneStartOf(long timeMs) => Floor(timeMs, Overlap ? PaneMs : HopMs);

    /// <summary>Start of the earliest window that a time belongs to.</summary>
    public long EarliestStartOf(long timeMs) => Overlap ? StartOf(timeMs - SizeMs) + HopMs : StartOf(timeMs);

    /// <summary>Start of the earliest window that ends after a time.</summary>
    public long EarliestStartEndingAfter(long timeMs) => StartOf(timeMs - SizeMs) + HopMs;

    private static long GreatestCommonDivisor(long left, long right)
    {
        while (right != 0)
        {
            (left, right) = (right, left % right);
        }

        return left;
    }

    private long Floor(long timeMs, long step)
    {
        var into = (timeMs - OffsetMs) % step;
        return timeMs - (into < 0 ? into + step : into);
    }
}
