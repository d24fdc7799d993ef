using WireSP.Bson;
using WireSP.Expressions.Runs;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Windows;

/// <summary>
/// Windows of equal length: tumbling ones, and hopping ones, which share panes where they overlap, so that a document
/// costs one update however many windows it belongs to. A tumbling window is its only pane.
/// </summary>
internal sealed partial class PaneWindowOperator : WindowOperator
{
    // A burst of windows must not hold its memory for ever.
    private const int SpareMax = 8;

    // With fewer panes merging all of them for each window is as good.
    private const int MergedFrom = 6;

    private readonly WindowBounds _bounds;
    private readonly long _paneMs;

    private readonly SpareStates _spare;
    private readonly List<WindowState> _parts = [];

    // Null where windows have few panes, or keep documents.
    private readonly PaneMerges? _merges;

    // Checkpointed, with the line: panes by start, as long as an open window needs them.
    private readonly List<Pane> _panes = [];

    // The pane of the last document, which nearly always is the pane of the next one; only when none of its windows is
    // closed.
    private Pane? _current;
    private long _currentStartMs = long.MinValue;

    // No window ends before; the least time while that is not known.
    private long _nextEndMs = long.MinValue;

    // The pane whose state has changed since it was measured.
    private Pane? _changed;
    private long _measuredBytes;

    /// <summary>Creates an operator without open windows.</summary>
    public PaneWindowOperator(
        string name, ChainOutput output, WindowSettings settings, WindowBounds bounds, WindowChain chain)
        : base(name, output, settings, chain)
    {
        _bounds = bounds;
        _paneMs = bounds.PaneMs;
        _spare = new SpareStates(chain.CreatePart, SpareMax);
        _merges = chain.HasPartialResults && bounds.SizeMs / _paneMs >= MergedFrom
            ? new PaneMerges(chain.CreateState, bounds)
            : null;
    }

    /// <inheritdoc/>
    public override long OpenCount
    {
        get
        {
            if (!_bounds.Overlap || _panes.Count == 0)
            {
                return _panes.Count;
            }

            return ((NewestStartMs!.Value - OldestStartMs!.Value) / _bounds.HopMs) + 1;
        }
    }

    /// <inheritdoc/>
    public override long? OldestStartMs => _panes.Count == 0 ? null : OldestStart();

    /// <inheritdoc/>
    public override long? NewestStartMs => _panes.Count == 0 ? null : _bounds.StartOf(_panes[^1].StartMs);

    /// <inheritdoc/>
    public override long? NextEndMs => _panes.Count == 0 ? null : OldestStart() + _bounds.SizeMs;

    /// <inheritdoc/>
    public override long StateBytes
    {
        get
        {
            Measure();
            return _measuredBytes + (_merges?.StateBytes ?? 0);
        }
    }

    /// <inheritdoc/>
    public override long SpareBytes => base.SpareBytes + _spare.Bytes + (_merges?.SpareBytes ?? 0);

    /// <inheritdoc/>
    public override void GiveBack(long bytes)
    {
        var isEnough = SpareBytes >= bytes;
        base.GiveBack(bytes);
        _spare.GiveBack();
        _merges?.GiveBack();
        if (!isEnough)
        {
            _merges?.Rest();
        }
    }

    /// <inheritdoc/>
    public override void Process(in StreamDocument document)
    {
        Count(document);
        var timeMs = IsEventTime ? document.EventTimeMs : NowMs;
        var pane = _current;
        if (pane is null || (ulong)(timeMs - _currentStartMs) >= (ulong)_paneMs)
        {
            pane = Find(timeMs, document);
        }

        if (pane is not null)
        {
            Take(pane.State, pane.Window, document);
        }
    }

    /// <inheritdoc/>
    public override WindowState? PartFor(DocumentRows documents, int index)
    {
        var timeMs = IsEventTime ? documents.EventTimeOf(index) : NowMs;
        var pane = _current;
        return pane is not null && (ulong)(timeMs - _currentStartMs) < (ulong)_paneMs
            ? pane.State
            : Find(timeMs, documents[index])?.State;
    }

    /// <inheritdoc/>
    public override int TakeRun(
        RunReader documents, int first, ReadOnlySpan<long> timesMs, long futureFromMs, out long latestMs)
    {
        latestMs = long.MinValue;
        if (_current is not { } pane)
        {
            return 0;
        }

        var count = 0;
        if (!IsEventTime)
        {
            count = (ulong)(NowMs - _currentStartMs) < (ulong)_paneMs ? timesMs.Length : 0;
        }
        else
        {
            if (_nextEndMs == long.MinValue)
            {
                _nextEndMs = NextEndMs ?? long.MinValue;
            }

            // A document at the next end, lateness included, closes a window.
            var lastMs = Math.Min(futureFromMs, _nextEndMs + LatenessMs - 1);
            lastMs = Math.Min(lastMs, _currentStartMs + _paneMs - 1);
            count = EventTimes.CountWithin(timesMs, _currentStartMs, lastMs, out latestMs);
        }

        if (count > 0)
        {
            pane.State.AddRun(documents, first, count);
        }

        return count;
    }

    /// <inheritdoc/>
    protected override void CloseUpTo(long lineMs)
    {
        if (lineMs <= ClosedUpToMs)
        {
            return;
        }

        // The line moves with nearly every document, and nearly always to where nothing ends.
        if (lineMs < _nextEndMs)
        {
            ClosedUpToMs = lineMs;
            return;
        }

        while (_panes.Count > 0)
        {
            var startMs = OldestStart();
            var endMs = startMs + _bounds.SizeMs;
            if (endMs > lineMs)
            {
                break;
            }

            Close(startMs, endMs);
        }

        ClosedUpToMs = lineMs;
        _nextEndMs = NextEndMs ?? long.MinValue;
    }

    private long OldestStart()
    {
        var startMs = _bounds.EarliestStartOf(_panes[0].StartMs);
        // A line that was never set is too far back to reckon with.
        return ClosedUpToMs == long.MinValue || !_bounds.Overlap
            ? startMs
            : Math.Max(startMs, _bounds.EarliestStartEndingAfter(ClosedUpToMs));
    }

    private Pane? Find(long timeMs, in StreamDocument document)
    {
        Measure();
        _current = null;
        var startMs = _bounds.PaneStartOf(timeMs);
        if (timeMs - startMs >= _paneMs)
        {
            OutsideCount++;
            return null;
        }

        var isWhole = _bounds.EarliestStartOf(timeMs) + _bounds.SizeMs > ClosedUpToMs;
        if (!isWhole && Misses(timeMs, document))
        {
            return null;
        }

        if (!isWhole)
        {
            _merges?.Forget(startMs);
        }

        var at = PlaceOf(startMs);
        if (at == _panes.Count || _panes[at].StartMs != startMs)
        {
            _panes.Insert(at, Open(startMs, document.Origin));
            _nextEndMs = long.MinValue;
        }

        var pane = _changed = _panes[at];
        if (isWhole)
        {
            _current = pane;
            _currentStartMs = startMs;
        }

        return pane;
    }

    // Rejects a document for those of its windows that are closed.
    private bool Misses(long timeMs, in StreamDocument document)
    {
        var earliestMs = _bounds.EarliestStartOf(timeMs);
        var latestMs = _bounds.StartOf(timeMs);
        var firstOpenMs = _bounds.EarliestStartEndingAfter(ClosedUpToMs);
        var isMissingAll = firstOpenMs > latestMs;
        var lastMissedMs = isMissingAll ? latestMs : firstOpenMs - _bounds.HopMs;
        var window = new BsonDocumentBuilder
        {
            { "start", BsonValue.FromDateTimeMs(lastMissedMs) },
            { "end", BsonValue.FromDateTimeMs(lastMissedMs + _bounds.SizeMs) },
        }.ToDocument();
        RejectLate(
            document, window, _bounds.Overlap ? ((lastMissedMs - earliestMs) / _bounds.HopMs) + 1 : null);
        return isMissingAll;
    }

    // The place of the first pane that does not begin before.
    private int PlaceOf(long startMs)
    {
        var low = 0;
        var high = _panes.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_panes[middle].StartMs < startMs)
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

    private Pane Open(long startMs, in DocumentOrigin first) =>
        new(startMs, _spare.Take(), Held.Open())
        {
            OpenedTimestamp = NowTimestamp,
            Window = _bounds.Overlap
                ? null
                : new WindowOrigin(first.Describer, startMs, startMs + _bounds.SizeMs),
            FirstOrigin = first with { Details = BsonDocument.Empty },
        };

    private void Close(long startMs, long endMs)
    {
        Measure();
        _changed = null;
        _current = null;
        var first = _panes[0];
        var count = PlaceOf(endMs);
        if (_merges is not null)
        {
            _merges.Gather(_panes, count, startMs, _parts);
        }
        else
        {
            for (var i = 0; i < count; i++)
            {
                _parts.Add(_panes[i].State);
            }
        }

        var window = first.Window ?? new WindowOrigin(first.FirstOrigin.Describer, startMs, endMs);
        PutOut(_parts, window, first.FirstOrigin, first.OpenedTimestamp);
        _parts.Clear();
        ClosedUpToMs = endMs;
        DropBefore(startMs + _bounds.HopMs);
    }

    private void DropBefore(long startMs)
    {
        var gone = 0;
        var heldBytes = _measuredBytes;
        while (gone < _panes.Count && _panes[gone].StartMs < startMs)
        {
            var pane = _panes[gone++];
            _merges?.Forget(pane.StartMs);
            _measuredBytes -= pane.MeasuredBytes;
            Held.Close(pane.Held);
            _spare.Keep(pane.State, heldBytes);
        }

        _panes.RemoveRange(0, gone);
    }

    private void Measure()
    {
        if (_changed is { } pane)
        {
            Measure(pane);
        }
    }

    private void Measure(Pane pane)
    {
        var bytes = pane.State.StateBytes;
        _measuredBytes += bytes - pane.MeasuredBytes;
        pane.MeasuredBytes = bytes;
    }
}
