using WireSP.Bson;

namespace WireSP.Streaming.Windows;

/// <summary>One open session: documents of one partition that are less than the gap apart.</summary>
/// <param name="number">Counts up with every session that is opened.</param>
/// <param name="held">Where the source has to be read again from for its documents.</param>
/// <param name="first">Origin of its first document.</param>
internal sealed class Session(long number, HeldPositions.Entry held, in DocumentOrigin first)
{
    // Without the details, which nobody asks sessions for: there may be millions of them.
    private readonly IOriginDescriber? _describer = first.Describer;
    private readonly long _position = first.Position;
    private readonly long _ingestTimeMs = first.IngestTimeMs;
    private readonly int _sourcePartition = first.Partition;

    /// <summary>Counts up with every session that is opened.</summary>
    public long Number { get; } = number;

    /// <summary>What is kept of its documents; null where that is a group among those of other sessions.</summary>
    public WindowState? Own { get; set; }

    /// <summary>The number of that group; negative without one.</summary>
    public int Group { get; set; } = -1;

    /// <summary>Where the source has to be read again from for its documents.</summary>
    public HeldPositions.Entry Held { get; } = held;

    /// <summary>The clock's timestamp when its first document arrived; results have waited that long.</summary>
    public long OpenedTimestamp { get; init; }

    /// <summary>Origin of its first document, of which results keep the source's type.</summary>
    public DocumentOrigin FirstOrigin =>
        new(_describer, _sourcePartition, _position, _ingestTimeMs, BsonDocument.Empty);

    /// <summary>Time of its earliest document.</summary>
    public long StartMs { get; set; }

    /// <summary>Time of its latest document.</summary>
    public long LatestMs { get; set; }

    /// <summary>Its partition's number.</summary>
    public int Partition { get; set; }

    /// <summary>The next session of the same partition.</summary>
    public Session? Next { get; set; }

    /// <summary>Its place among the open sessions; negative once it was closed or merged into another.</summary>
    public int Place { get; set; }

    /// <summary>The stretch between two checkpoints in which it changed last.</summary>
    public int ChangedIn { get; set; }

    /// <summary>The stretch for whose checkpoint it was written last.</summary>
    public int TakenIn { get; set; }

    /// <summary>Whether a document of that time belongs to it.</summary>
    public bool Includes(long timeMs, long gapMs) => timeMs > StartMs - gapMs && timeMs < LatestMs + gapMs;

    /// <summary>Grows so that it covers a stretch of time.</summary>
    public void Cover(long startMs, long latestMs)
    {
        StartMs = Math.Min(StartMs, startMs);
        LatestMs = Math.Max(LatestMs, latestMs);
    }
}
