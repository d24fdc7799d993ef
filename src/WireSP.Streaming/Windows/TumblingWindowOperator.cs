using WireSP.Bson;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Time;

namespace WireSP.Streaming.Windows;

/// <summary>
/// Puts each document into the window of its time and emits a window's results when it closes. An event-time window
/// closes when the watermark has passed its end by the allowed lateness; a document for a closed window is late.
/// </summary>
internal sealed partial class TumblingWindowOperator : Operator
{
    // A burst of windows must not hold its memory for ever.
    private const int SpareMax = 8;

    private readonly WindowSettings _settings;
    private readonly WindowChain _chain;
    private readonly long _intervalMs;

    // States of closed windows, to be used again.
    private readonly Stack<WindowState> _spare = [];

    // Checkpointed: open windows by start, and the line before which every window is closed.
    private readonly List<OpenWindow> _open = [];
    private long _closedUpToMs = long.MinValue;
    private long _watermarkMs = long.MinValue;

    // The window of the last document, which nearly always is the window of the next one.
    private OpenWindow? _current;
    private long _currentStartMs = long.MinValue;
    private long _nowMs;
    private long _nowTimestamp;
    private BsonDocument? _positionBefore;
    private long _opened;

    /// <summary>Creates an operator without open windows.</summary>
    public TumblingWindowOperator(string name, ChainOutput output, WindowSettings settings, WindowChain chain)
        : base(name, output)
    {
        _settings = settings;
        _chain = chain;
        _intervalMs = settings.Bounds.IntervalMs;
    }

    /// <summary>
    /// The last operator over a closing window's results, whose output leaves the window; null without any.
    /// </summary>
    public Operator? SuffixLast { get; init; }

    /// <summary>Whether documents belong by event time.</summary>
    public bool IsEventTime => _settings.IsEventTime;

    /// <summary>Start of the oldest open window; null without one.</summary>
    public long? OldestStartMs => _open.Count == 0 ? null : _open[0].StartMs;

    /// <summary>Start of the newest open window; null without one.</summary>
    public long? NewestStartMs => _open.Count == 0 ? null : _open[^1].StartMs;

    /// <inheritdoc/>
    public override long TotalDeadLetterCount
    {
        get
        {
            var count = DeadLetterCount;
            foreach (var one in _chain.All)
            {
                count += one.DeadLetterCount;
            }

            return count;
        }
    }

    /// <inheritdoc/>
    public override long TotalDeadLetterBytes
    {
        get
        {
            var bytes = DeadLetterBytes;
            foreach (var one in _chain.All)
            {
                bytes += one.DeadLetterBytes;
            }

            return bytes;
        }
    }

    /// <inheritdoc/>
    public override long StateBytes
    {
        get
        {
            long bytes = 0;
            foreach (var window in _open)
            {
                bytes += window.State.StateBytes;
            }

            return bytes;
        }
    }

    /// <summary>The line before which every window is closed.</summary>
    public long ClosedUpToMs => _closedUpToMs;

    /// <summary>
    /// Says what time it is and where the source stands before documents follow; closes windows of processing time that
    /// are over.
    /// </summary>
    public void BeginBatch(long nowMs, long nowTimestamp, BsonDocument? positionBefore)
    {
        _positionBefore = positionBefore;
        _nowMs = nowMs;
        _nowTimestamp = nowTimestamp;
        if (!_settings.IsEventTime)
        {
            CloseUpTo(nowMs);
        }
    }

    /// <inheritdoc/>
    public override void Process(in StreamDocument document)
    {
        Count(document);
        var timeMs = _settings.IsEventTime ? document.EventTimeMs : _nowMs;
        var window = _current;
        if (window is null || (ulong)(timeMs - _currentStartMs) >= (ulong)_intervalMs)
        {
            window = Find(timeMs, document);
        }

        if (window is null)
        {
            return;
        }

        _chain.Collector.Current = window.State;
        if (_chain.Fields is null)
        {
            _chain.First.Process(document);
        }
        else
        {
            ProcessWithin(window, document);
        }
    }

    /// <summary>The position from which nothing that open windows hold is lost.</summary>
    /// <param name="after">Where the source stands now.</param>
    public BsonDocument? Hold(BsonDocument? after)
    {
        OpenWindow? oldest = null;
        foreach (var window in _open)
        {
            oldest = oldest is null || window.Number < oldest.Number ? window : oldest;
        }

        return oldest is null ? after : oldest.PositionBefore;
    }

    /// <summary>Keeps windows closed that an earlier task has closed.</summary>
    public void KeepClosed(long closedUpToMs) => _closedUpToMs = Math.Max(_closedUpToMs, closedUpToMs);

    /// <summary>Closes what the watermark has passed.</summary>
    public void Advance(long watermarkMs)
    {
        // Before the first document there is no line to close windows by; the lateness must not be taken off "none".
        if (watermarkMs != WatermarkTracker.None)
        {
            _watermarkMs = watermarkMs;
            CloseUpTo(watermarkMs - _settings.LatenessMs);
        }
    }

    /// <summary>Closes windows that an idle source has kept open for too long.</summary>
    /// <returns>The time that the watermark has to go up to; null when no window closed.</returns>
    public long? CloseIdle(long nowMs, long idleSinceMs)
    {
        long? end = null;
        while (NextIdleClose(idleSinceMs) is { } due && due <= nowMs)
        {
            end = _open[0].EndMs;
            CloseUpTo(end.Value);
        }

        return end;
    }

    /// <summary>
    /// The processing time at which something has to be done although no document comes; null for never.
    /// </summary>
    public long? NextDeadline(long idleSinceMs) =>
        _settings.IsEventTime ? NextIdleClose(idleSinceMs) : _open.Count == 0 ? null : _open[0].EndMs;

    private long? NextIdleClose(long idleSinceMs) =>
        _open.Count == 0 || _settings.IdleTimeoutMs is not { } timeoutMs
            ? null
            : IdleTimeout.ClosesAt(IdleTimeout.Rule, idleSinceMs, _watermarkMs, _open[0].EndMs, timeoutMs);

    private OpenWindow? Find(long timeMs, in StreamDocument document)
    {
        var startMs = _settings.Bounds.StartOf(timeMs);
        var at = PlaceOf(startMs);
        OpenWindow window;
        if (at < _open.Count && _open[at].StartMs == startMs)
        {
            window = _open[at];
        }
        else if (startMs + _intervalMs <= _closedUpToMs)
        {
            RejectLate(document, startMs);
            return null;
        }
        else
        {
            window = Open(startMs, document.Origin);
            _open.Insert(at, window);
        }

        _current = window;
        _currentStartMs = startMs;
        return window;
    }

    // The place of the first open window that does not begin before.
    private int PlaceOf(long startMs)
    {
        var low = 0;
        var high = _open.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_open[middle].StartMs < startMs)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private OpenWindow Open(long startMs, in DocumentOrigin first)
    {
        var endMs = startMs + _intervalMs;
        return new OpenWindow(startMs, endMs, _spare.Count > 0 ? _spare.Pop() : _chain.CreateState())
        {
            OpenedTimestamp = _nowTimestamp,
            PositionBefore = _positionBefore,
            Number = _opened++,
            Origin = new WindowOrigin(first.Describer, startMs, endMs),
            FirstOrigin = first with { Details = BsonDocument.Empty },
        };
    }

    private void ProcessWithin(OpenWindow window, in StreamDocument document)
    {
        var origin = document.Origin;
        var within = new StreamDocument(
            document.Body, document.EventTimeMs, origin with { Describer = window.Origin.Within(origin.Describer) });
        try
        {
            _chain.Fields!.Begin(within);
        }
        catch (Exception failure) when (Fails(document, failure))
        {
            return;
        }

        _chain.First.Process(within);
    }

    private void RejectLate(in StreamDocument document, long startMs)
    {
        var details = new BsonDocumentBuilder
        {
            {
                "window",
                new BsonDocumentBuilder
                {
                    { "start", BsonValue.FromDateTimeMs(startMs) },
                    { "end", BsonValue.FromDateTimeMs(startMs + _intervalMs) },
                }.ToDocument()
            },
            { "watermark", BsonValue.FromDateTimeMs(_watermarkMs) },
            { "eventTime", BsonValue.FromDateTimeMs(document.EventTimeMs) },
        }.ToDocument();
        DeadLetter(document, "Input document arrived late.", details);
    }

    private void CloseUpTo(long lineMs)
    {
        if (lineMs <= _closedUpToMs)
        {
            return;
        }

        _closedUpToMs = lineMs;
        var closing = 0;
        while (closing < _open.Count && _open[closing].EndMs <= lineMs)
        {
            Close(_open[closing++]);
        }

        if (closing > 0)
        {
            _open.RemoveRange(0, closing);
        }
    }

    private void Close(OpenWindow window)
    {
        if (ReferenceEquals(window, _current))
        {
            _current = null;
            _currentStartMs = long.MinValue;
        }

        var origin = window.FirstOrigin with { Describer = window.Origin };
        // The last millisecond of the window is the greatest time that its results stand for.
        window.State.Emit(origin, window.EndMs - 1, _chain.Suffix ?? Next);
        _chain.Suffix?.Finish();
        Output.Batch.NoteArrival(window.OpenedTimestamp);
        if (_spare.Count < SpareMax)
        {
            window.State.Clear();
            _spare.Push(window.State);
        }
    }
}
