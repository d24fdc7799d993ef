using WireSP.Bson;

namespace WireSP.Streaming.Windows;

/// <summary>One open session: documents of one partition that are less than the gap apart.</summary>
/// <param name="number">Counts up with every session that is opened.</param>
/// <param name="opening">What it shares with others that were opened with it.</param>
internal sealed class Session(long number, SessionOpening opening)
{
    /// <summary>Bytes that an object takes, with what the runtime adds.</summary>
    public const int Bytes = 80;

    private long _startMs;
    private int _changedIn;

    /// <summary>Counts up with every session that is opened.</summary>
    public long Number { get; } = number;

    /// <summary>What it shares with others that were opened with it.</summary>
    public SessionOpening Opening { get; } = opening;

    /// <summary>What is kept of its documents; null where that is a group among those of other sessions.</summary>
    public WindowState? Own { get; set; }

    /// <summary>The number of that group; negative without one.</summary>
    public int Group { get; set; } = -1;

    /// <summary>Time of its earliest document.</summary>
    public long StartMs
    {
        get => _startMs;
        set => _startMs = value;
    }

    /// <summary>Time of its latest document.</summary>
    public long LatestMs { get; set; }

    /// <summary>Its partition's number; negative once it was closed or merged into another.</summary>
    public int Partition { get; set; }

    /// <summary>Whether it was neither closed nor merged into another.</summary>
    public bool IsOpen => Partition >= 0;

    /// <summary>The next session of the same partition.</summary>
    public Session? Next { get; set; }

    /// <summary>The stretch between two checkpoints in which it changed last.</summary>
    public int ChangedIn
    {
        get => _changedIn;
        set => _changedIn = value;
    }

    /// <summary>The stretch for whose checkpoint it was written last.</summary>
    public int TakenIn { get; set; }

    /// <summary>Has the processor fetch it, because it is looked at soon.</summary>
    public void Fetch()
    {
        // It may lie in two cache lines; these are in the middle and at the end of it.
        Prefetch.Around(in _startMs);
        Prefetch.Around(in _changedIn);
    }

    /// <summary>Whether a document of that time belongs to it.</summary>
    public bool Includes(long timeMs, long gapMs) => timeMs > StartMs - gapMs && timeMs < LatestMs + gapMs;

    /// <summary>Grows so that it covers a stretch of time.</summary>
    public void Cover(long startMs, long latestMs)
    {
        StartMs = Math.Min(StartMs, startMs);
        LatestMs = Math.Max(LatestMs, latestMs);
    }
}
