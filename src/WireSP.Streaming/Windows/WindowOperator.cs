using WireSP.Bson;
using WireSP.Expressions.Runs;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Time;

namespace WireSP.Streaming.Windows;

/// <summary>
/// What every kind of window has: the line before which everything is closed, which the watermark, the clock or an idle
/// source moves; late documents; results that leave a closing window; and what there is to tell about all that.
/// </summary>
internal abstract class WindowOperator : Operator
{
    /// <summary>Why a document for a closed window is refused.</summary>
    public const string LateReason = "Input document arrived late.";

    private readonly WindowSettings _settings;
    private readonly WindowResults _results;

    /// <summary>Creates an operator without open windows.</summary>
    protected WindowOperator(string name, ChainOutput output, WindowSettings settings, WindowChain chain)
        : base(name, output)
    {
        _settings = settings;
        Chain = chain;
        _results = new WindowResults(this, chain);
    }

    /// <summary>The last operator whose output leaves the window; null when that is the window itself.</summary>
    public Operator? SuffixLast => Chain.SuffixLast;

    /// <summary>What answers results behind the window before they are put out; null when nothing does.</summary>
    public EnrichOperator? Enrichment { get; set; }

    /// <summary>Whether documents belong by event time.</summary>
    public bool IsEventTime => _settings.IsEventTime;

    /// <summary>How far the watermark has to pass a window's end before it closes.</summary>
    public long LatenessMs => _settings.LatenessMs;

    /// <summary>How long an idle source keeps windows open; null for ever.</summary>
    public long? IdleTimeoutMs => _settings.IdleTimeoutMs;

    /// <summary>Documents that came too late for one of their windows or for all.</summary>
    public long LateCount { get; private set; }

    /// <summary>Documents that belong to no window.</summary>
    public long OutsideCount { get; protected set; }

    /// <inheritdoc/>
    public sealed override long DroppedCount => OutsideCount;

    /// <summary>Windows closed.</summary>
    public long ClosedCount { get; private set; }

    /// <summary>Windows that are open.</summary>
    public abstract long OpenCount { get; }

    /// <summary>Start of the oldest open window; null without one.</summary>
    public abstract long? OldestStartMs { get; }

    /// <summary>Start of the newest open window; null without one.</summary>
    public abstract long? NewestStartMs { get; }

    /// <summary>End of the window that closes next; null without one.</summary>
    public abstract long? NextEndMs { get; }

    /// <summary>The line before which every window is closed.</summary>
    public long ClosedUpToMs { get; protected set; } = long.MinValue;

    /// <summary>
    /// The line that another task keeps windows closed by when it reads documents again; null when these windows cannot
    /// be told by their end from those that were still open.
    /// </summary>
    public virtual long? ReplayLineMs => ClosedUpToMs;

    /// <inheritdoc/>
    public override long SpareBytes
    {
        get
        {
            // Between windows the operators inside hold nothing but memory for the next one.
            var bytes = _results.SpareBytes;
            foreach (var one in Chain.All)
            {
                bytes += one.StateBytes;
            }

            return bytes;
        }
    }

    /// <inheritdoc/>
    public sealed override long TotalDeadLetterCount
    {
        get
        {
            var count = DeadLetterCount;
            foreach (var one in Chain.All)
            {
                count += one.DeadLetterCount;
            }

            return count;
        }
    }

    /// <inheritdoc/>
    public sealed override long TotalDeadLetterBytes
    {
        get
        {
            var bytes = DeadLetterBytes;
            foreach (var one in Chain.All)
            {
                bytes += one.DeadLetterBytes;
            }

            return bytes;
        }
    }

    /// <summary>The inner pipeline.</summary>
    protected WindowChain Chain { get; }

    /// <summary>From where the source has to be read again for what is open.</summary>
    protected HeldPositions Held { get; } = new();

    /// <summary>The watermark that was told last.</summary>
    protected long WatermarkMs { get; set; } = WatermarkTracker.None;

    /// <summary>Processing time of the documents at hand.</summary>
    protected long NowMs { get; private set; }

    /// <summary>The clock's timestamp of the documents at hand.</summary>
    protected long NowTimestamp { get; private set; }

    /// <summary>
    /// Says what time it is and where the source stands before documents follow; closes windows of processing time that
    /// are over.
    /// </summary>
    public void BeginBatch(long nowMs, long nowTimestamp, BsonDocument? positionBefore)
    {
        Held.Begin(positionBefore);
        // A clock that was set back must not open windows again that were put out.
        NowMs = IsEventTime ? nowMs : Math.Max(nowMs, ClosedUpToMs);
        NowTimestamp = nowTimestamp;
        if (!IsEventTime)
        {
            CloseUpTo(NowMs);
        }
    }

    /// <summary>The position from which nothing that open windows hold is lost.</summary>
    /// <param name="after">Where the source stands now.</param>
    public BsonDocument? Hold(BsonDocument? after) => Held.Oldest(after);

    /// <summary>
    /// Says from where the source has to be read again for what a restore is about to bring back.
    /// </summary>
    public void HoldRestored(BsonDocument? position) => Held.Begin(position);

    /// <summary>Keeps windows closed that an earlier task has closed.</summary>
    public void KeepClosed(long closedUpToMs) => ClosedUpToMs = Math.Max(ClosedUpToMs, closedUpToMs);

    /// <summary>Closes what the watermark has passed.</summary>
    public void Advance(long watermarkMs)
    {
        // Before the first document there is no line to close windows by; the lateness must not be taken off "none".
        if (watermarkMs != WatermarkTracker.None)
        {
            WatermarkMs = watermarkMs;
            CloseUpTo(watermarkMs - LatenessMs);
        }
    }

    /// <summary>Closes windows that an idle source has kept open for too long.</summary>
    /// <returns>The time that the watermark has to go up to; null when no window closed.</returns>
    public long? CloseIdle(long nowMs, long idleSinceMs)
    {
        long? end = null;
        while (NextIdleClose(idleSinceMs) is { } due && due <= nowMs)
        {
            end = NextEndMs!.Value;
            CloseUpTo(end.Value);
        }

        return end;
    }

    /// <summary>
    /// The processing time at which something has to be done although no document comes; null for never.
    /// </summary>
    public long? NextDeadline(long idleSinceMs) => IsEventTime ? NextIdleClose(idleSinceMs) : NextEndMs;

    /// <inheritdoc/>
    public override void GiveBack(long bytes)
    {
        _results.GiveBack();
        Chain.Collector.Current = null;
        foreach (var one in Chain.All)
        {
            one.GiveBack(bytes);
        }
    }

    /// <summary>
    /// Whether documents go straight into states as the source's scope shows them: see <see cref="WindowFeed"/>.
    /// </summary>
    public bool TakesFromScope =>
        Chain.Keeping == WindowKeeping.States && ReferenceEquals(Chain.First, Chain.Collector) && Chain.Fields is null;

    /// <summary>What has to be known of documents to take many at once; null when they are taken singly.</summary>
    public virtual IReadOnlyList<RunInput>? RunInputs => Chain.RunInputs;

    /// <summary>What keeps a document of a batch; null when it is late, belongs to no window or fails here.</summary>
    public abstract WindowState? PartFor(DocumentRows documents, int index);

    /// <summary>Takes documents that were read together, as long as no window ends with them.</summary>
    /// <param name="documents">The documents, with the values of <see cref="RunInputs"/>.</param>
    /// <param name="first">Row of the first of them.</param>
    /// <param name="timesMs">Their event times.</param>
    /// <param name="futureFromMs">The latest event time that is not refused.</param>
    /// <param name="latestMs">The latest time of those that were taken.</param>
    /// <returns>How many were taken; the next one has to be taken by itself.</returns>
    public abstract int TakeRun(
        RunReader documents, int first, ReadOnlySpan<long> timesMs, long futureFromMs, out long latestMs);

    /// <summary>Counts the documents of a batch, and those of them that were taken.</summary>
    public void CountBatch(int count, long bytes, int takenCount, long takenBytes)
    {
        Count(count, bytes);
        Chain.Collector.CountBatch(takenCount, takenBytes);
    }

    /// <summary>Makes a dead letter of a document that a state could not take, if that is what failed.</summary>
    public bool FailsInside(in StreamDocument document, Exception failure) =>
        Chain.Collector.Fails(document, failure);

    /// <summary>Closes every window that ends before a line or at it, and moves the line.</summary>
    protected abstract void CloseUpTo(long lineMs);

    /// <summary>Puts out what parts of one window hold.</summary>
    /// <param name="parts">What was kept, in order of time; unchanged.</param>
    /// <param name="window">The window's metadata.</param>
    /// <param name="first">Origin of the window's first document.</param>
    /// <param name="openedTimestamp">The clock's timestamp when that document arrived.</param>
    protected void PutOut(
        IReadOnlyList<WindowState> parts, WindowOrigin window, in DocumentOrigin first, long openedTimestamp)
    {
        ClosedCount++;
        var results = _results.Of(parts, window);
        var origin = first with { Describer = window };
        Output.ArrivedTimestamp = openedTimestamp;

        // The last millisecond of the window is the greatest time that its results stand for.
        results.Emit(origin, window.EndMs - 1, Chain.Suffix ?? Next);
        (Chain.Suffix ?? Next).Finish();
        _results.Release(results);
        if (Enrichment is null)
        {
            Output.Batch.NoteArrival(openedTimestamp);

            // Many windows may end at once.
            _ = Output.PassOn();
        }
        else
        {
            Enrichment.NoteArrival(openedTimestamp);
        }
    }

    /// <summary>Takes a document into a part of a window.</summary>
    /// <param name="part">What keeps the part's documents.</param>
    /// <param name="window">The window's metadata; null when nothing inside looks at it.</param>
    /// <param name="document">The document.</param>
    protected void Take(WindowState part, WindowOrigin? window, in StreamDocument document)
    {
        if (Chain.Keeping == WindowKeeping.Inputs)
        {
            part.Add(document);
            return;
        }

        Chain.Collector.Current = part;
        if (Chain.Fields is null)
        {
            Chain.First.Process(document);
        }
        else
        {
            _results.ProcessWithin(window!, document);
        }
    }

    /// <summary>Makes a dead letter of a document that came too late, with what it was too late for.</summary>
    protected void RejectLate(in StreamDocument document, BsonDocument window, long? missed = null)
    {
        LateCount++;
        var details = new BsonDocumentBuilder { { "window", window } };
        if (missed is { } count)
        {
            details.Add("missedWindows", count);
        }

        details.Add("watermark", BsonValue.FromDateTimeMs(WatermarkMs));
        details.Add("eventTime", BsonValue.FromDateTimeMs(document.EventTimeMs));
        DeadLetter(document, LateReason, details.ToDocument());
    }

    private long? NextIdleClose(long idleSinceMs) =>
        NextEndMs is not { } endMs || IdleTimeoutMs is not { } timeoutMs
            ? null
            : IdleTimeout.ClosesAt(IdleTimeout.Rule, idleSinceMs, WatermarkMs, endMs, timeoutMs);
}
