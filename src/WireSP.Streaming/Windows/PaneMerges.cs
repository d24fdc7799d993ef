using System.Numerics;

namespace WireSP.Streaming.Windows;

/// <summary>
/// Panes that were merged for one window, kept for the next: a tree over the panes' numbers, each of whose nodes holds
/// two below it, so that a window takes a few of them. Only panes that nothing enters any more are in it; one that a
/// late document enters after all is forgotten with what holds it.
/// </summary>
/// <param name="createState">Makes an empty state.</param>
/// <param name="bounds">Where panes begin and end.</param>
internal sealed class PaneMerges(Func<WindowState> createState, WindowBounds bounds)
{
    // A burst of windows must not hold its memory for ever.
    private const int SpareMax = 32;

    // So many windows do without where memory is short: the next ones would only bring it to that again.
    private const int RestWindows = 64;

    private readonly Dictionary<(int Level, long Index), WindowState> _nodes = [];
    private readonly SpareStates _spare = new(createState, SpareMax);
    private readonly long _paneMs = bounds.PaneMs;
    private int _levelMax;
    private int _restLeft;

    /// <summary>Bytes of what is kept.</summary>
    public long StateBytes { get; private set; }

    /// <summary>Bytes of what is kept to be used again.</summary>
    public long SpareBytes => _spare.Bytes;

    /// <summary>Adds as few states as hold a window's panes, in order of time.</summary>
    /// <param name="panes">Panes by start.</param>
    /// <param name="count">How many of them are the window's: the first ones.</param>
    /// <param name="startMs">Start of the window.</param>
    /// <param name="parts">Receives the states.</param>
    public void Gather(List<Pane> panes, int count, long startMs, List<WindowState> parts)
    {
        if (_restLeft > 0)
        {
            _restLeft--;
            for (var i = 0; i < count; i++)
            {
                parts.Add(panes[i].State);
            }

            return;
        }

        var at = NumberOf(startMs);
        var end = at + (bounds.SizeMs / _paneMs);
        var from = 0;
        while (at < end)
        {
            var level = Math.Min(BitOperations.TrailingZeroCount(at), BitOperations.Log2((ulong)(end - at)));
            var to = PlaceOf(panes, from, count, at + (1L << level));
            if (to > from)
            {
                parts.Add(Node(level, at >> level, panes, (from, to)));
            }

            at += 1L << level;
            from = to;
        }
    }

    /// <summary>Forgets what holds a pane.</summary>
    public void Forget(long paneStartMs)
    {
        var number = NumberOf(paneStartMs);
        var heldBytes = StateBytes;
        for (var level = 1; level <= _levelMax; level++)
        {
            if (_nodes.Remove((level, number >> level), out var state))
            {
                StateBytes -= state.StateBytes;
                _spare.Keep(state, heldBytes);
            }
        }
    }

    /// <summary>Gives back what is kept to be used again.</summary>
    public void GiveBack() => _spare.GiveBack();

    /// <summary>
    /// Forgets everything, which costs later windows a merge of all their panes, and merges nothing for a while.
    /// </summary>
    public void Rest()
    {
        Clear();
        _restLeft = RestWindows;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _nodes.Clear();
        StateBytes = 0;
    }

    private WindowState Node(int level, long index, List<Pane> panes, (int From, int To) range)
    {
        if (range.To - range.From == 1)
        {
            return panes[range.From].State;
        }

        if (_nodes.TryGetValue((level, index), out var known))
        {
            return known;
        }

        var middle = PlaceOf(panes, range.From, range.To, ((index * 2) + 1) << (level - 1));
        if (middle == range.From || middle == range.To)
        {
            return Node(level - 1, (index * 2) + (middle == range.From ? 1 : 0), panes, range);
        }

        var left = Node(level - 1, index * 2, panes, (range.From, middle));
        var right = Node(level - 1, (index * 2) + 1, panes, (middle, range.To));
        var merged = _spare.Take();
        merged.Merge(left);
        merged.Merge(right);
        _nodes[(level, index)] = merged;
        _levelMax = Math.Max(_levelMax, level);
        StateBytes += merged.StateBytes;
        return merged;
    }

    private long NumberOf(long startMs) => (startMs - bounds.PaneStartOf(0)) / _paneMs;

    // The first pane of a range whose number is not below.
    private int PlaceOf(List<Pane> panes, int from, int to, long number)
    {
        while (from < to)
        {
            var middle = (from + to) >>> 1;
            if (NumberOf(panes[middle].StartMs) < number)
            {
                from = middle + 1;
            }
            else
            {
                to = middle;
            }
        }

        return from;
    }
}
