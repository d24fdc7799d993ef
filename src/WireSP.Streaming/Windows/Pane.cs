namespace WireSP.Streaming.Windows;

/// <summary>
/// One stretch of time whose documents belong to the same windows; for tumbling windows, the window itself.
/// </summary>
internal sealed class Pane(long startMs, WindowState state, HeldPositions.Entry held)
{
    /// <summary>First millisecond of the pane.</summary>
    public long StartMs { get; } = startMs;

    /// <summary>What is kept of its documents.</summary>
    public WindowState State { get; } = state;

    /// <summary>Where the source has to be read again from for its documents.</summary>
    public HeldPositions.Entry Held { get; } = held;

    /// <summary>The clock's timestamp when its first document arrived; results have waited that long.</summary>
    public long OpenedTimestamp { get; init; }

    /// <summary>Origin of its first document, of which results keep the source's type.</summary>
    public required DocumentOrigin FirstOrigin { get; init; }

    /// <summary>Metadata of the window that it is, where windows do not overlap.</summary>
    public WindowOrigin? Window { get; init; }

    /// <summary>Bytes of the state when it was last measured.</summary>
    public long MeasuredBytes { get; set; }
}
