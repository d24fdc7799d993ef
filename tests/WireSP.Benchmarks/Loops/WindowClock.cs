namespace WireSP.Benchmarks.Loops;

/// <summary>
/// Ten-second windows over documents that come in the order of their event time: one is open at a time.
/// </summary>
internal struct WindowClock
{
    private const long SizeMs = 10_000;

    private long _end;

    /// <summary>
    /// Whether a document of that time is past the open window, which is then closed and the next one opened.
    /// </summary>
    public bool Closes(long timeMs)
    {
        if (timeMs < _end)
        {
            return false;
        }

        var wasOpen = _end != 0;
        _end = timeMs - (timeMs % SizeMs) + SizeMs;
        return wasOpen;
    }
}
