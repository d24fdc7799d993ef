using WireSP.Benchmarks.Documents;

namespace WireSP.Benchmarks.Loops;

/// <summary>
/// q5: the auction with most bids of each window, with windows that begin at every hop. Counts by pane; the counts of
/// the window at hand are kept up by adding the pane that comes and subtracting the one that goes.
/// </summary>
internal sealed unsafe class HotAuctionLoop(long sizeMs, long hopMs) : HandLoop
{
    private const long LatenessMs = 3000;
    private const int ResultLength = 4 + 5 + 8 + 3 + 4 + 1;

    private readonly Dictionary<long, CountTable> _panes = [];
    private readonly Stack<CountTable> _spare = new();
    private readonly CountTable _window = new();
    private int _gone;

    public override int Run(DocumentSet input, byte[] output)
    {
        Clear();
        var paneEnd = long.MinValue;
        var windowEnd = 0L;
        CountTable pane = null!;
        fixed (byte* from = input.Bytes, to = output)
        {
            var read = from;
            var write = to;
            for (var i = 0; i < input.Count; i++)
            {
                if (!BidLayout.HasPrice(read))
                {
                    throw new InvalidOperationException("the set has a document of another shape");
                }

                var time = *(long*)(BidLayout.DateTimeElement(read) + 10);
                if (time >= paneEnd)
                {
                    paneEnd = time - (time % hopMs) + hopMs;
                    windowEnd = windowEnd == 0 ? paneEnd : windowEnd;
                    pane = _spare.Count > 0 ? _spare.Pop() : new CountTable();
                    _panes[paneEnd] = pane;
                }

                _ = pane.Add(*(long*)(read + BidLayout.Auction), 1);
                while (time - LatenessMs >= windowEnd)
                {
                    write = Close(windowEnd, write);
                    windowEnd += hopMs;
                }

                read += *(int*)read;
            }

            return (int)(write - to);
        }
    }

    private byte* Close(long windowEnd, byte* write)
    {
        if (_panes.TryGetValue(windowEnd, out var coming))
        {
            for (var i = 0; i < coming.Count; i++)
            {
                _gone -= _window.Add(coming.Keys[i], coming.Counts[i]) == coming.Counts[i] ? 1 : 0;
            }
        }

        if (_panes.Remove(windowEnd - sizeMs, out var going))
        {
            for (var i = 0; i < going.Count; i++)
            {
                _gone += _window.Add(going.Keys[i], -going.Counts[i]) == 0 ? 1 : 0;
            }

            going.Clear();
            _spare.Push(going);
        }

        Sweep();
        return WriteTop(write);
    }

    private void Sweep()
    {
        if (_gone * 2 <= _window.Count)
        {
            return;
        }

        var keys = _window.Keys[.._window.Count];
        var counts = _window.Counts[.._window.Count];
        _window.Clear();
        _gone = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            if (counts[i] > 0)
            {
                _ = _window.Add(keys[i], counts[i]);
            }
        }
    }

    private byte* WriteTop(byte* write)
    {
        var best = 0;
        for (var i = 1; i < _window.Count; i++)
        {
            if (_window.Counts[i] > _window.Counts[best]
                || (_window.Counts[i] == _window.Counts[best] && _window.Keys[i] < _window.Keys[best]))
            {
                best = i;
            }
        }

        var result = new Span<byte>(write, ResultLength);
        *(int*)write = ResultLength;
        "\u0012_id\0"u8.CopyTo(result[4..]);
        *(long*)(write + 9) = _window.Keys[best];
        "\u0010n\0"u8.CopyTo(result[17..]);
        *(int*)(write + 20) = _window.Counts[best];
        write[24] = 0;
        return write + ResultLength;
    }

    private void Clear()
    {
        foreach (var pane in _panes.Values)
        {
            pane.Clear();
            _spare.Push(pane);
        }

        _panes.Clear();
        _window.Clear();
        _gone = 0;
    }
}
