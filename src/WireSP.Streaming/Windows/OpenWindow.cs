using WireSP.Bson;

namespace WireSP.Streaming.Windows;

/// <summary>One open window of a task: its bounds, what it keeps, and when it was opened.</summary>
internal sealed class OpenWindow(long startMs, long endMs, WindowState state)
{
    /// <summary>First millisecond of the window.</summary>
    public long StartMs { get; } = startMs;

    /// <summary>First millisecond after the window.</summary>
    public long EndMs { get; } = endMs;

    /// <summary>What the window keeps of its documents.</summary>
    public WindowState State { get; } = state;

    /// <summary>The clock's timestamp when its first document arrived; results have waited that long.</summary>
    public long OpenedTimestamp { get; init; }

    /// <summary>Where the source stood before the batch that opened it; null when it had no position yet.</summary>
    public BsonDocument? PositionBefore { get; init; }

    /// <summary>Counts up with every window that is opened.</summary>
    public long Number { get; init; }

    /// <summary>Metadata of its results.</summary>
    public required WindowOrigin Origin { get; init; }

    /// <summary>Origin of its first document, of which results keep the source's type.</summary>
    public required DocumentOrigin FirstOrigin { get; init; }
}
