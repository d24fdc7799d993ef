namespace WireSP.Streaming.Windows;

/// <summary>
/// Where tumbling windows begin and end: whole multiples of the interval since 1970-01-01 UTC, plus the offset.
/// </summary>
/// <param name="IntervalMs">Length of a window.</param>
/// <param name="OffsetMs">Shift of the boundaries.</param>
internal readonly record struct WindowBounds(long IntervalMs, long OffsetMs)
{
    /// <summary>
    /// Start of the window that a time belongs to; windows are half open, so an end belongs to the next one.
    /// </summary>
    public long StartOf(long timeMs)
    {
        var since = timeMs - OffsetMs;
        var into = since % IntervalMs;
        return timeMs - (into < 0 ? into + IntervalMs : into);
    }
}
