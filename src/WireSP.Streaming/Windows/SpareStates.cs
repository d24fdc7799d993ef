namespace WireSP.Streaming.Windows;

/// <summary>
/// States of windows that are gone, kept empty to be used again: so many at most, and beyond the last one no more bytes
/// than windows have held lately. Counted, and given back when memory is short.
/// </summary>
/// <param name="create">Makes an empty state.</param>
/// <param name="countMax">States that are kept at most.</param>
internal sealed class SpareStates(Func<WindowState> create, int countMax)
{
    // Less is not worth giving back.
    private const long BytesMin = 1024 * 1024;

    // After so many more states what was held is no longer lately.
    private const int LatelyStates = 16;

    private readonly List<(WindowState State, long Bytes)> _states = [];

    // The most that was held: since the count began again, and before that.
    private long _heldMax;
    private long _heldMaxBefore;
    private int _count;

    /// <summary>Bytes that the states take.</summary>
    public long Bytes { get; private set; }

    /// <summary>An empty state, which was used before if there is one.</summary>
    public WindowState Take()
    {
        if (_states.Count == 0)
        {
            return create();
        }

        var (state, bytes) = _states[^1];
        _states.RemoveAt(_states.Count - 1);
        Bytes -= bytes;
        return state;
    }

    /// <summary>Empties a state and keeps it, if there is room.</summary>
    /// <param name="state">The state, which nobody uses any more.</param>
    /// <param name="heldBytes">Bytes that states in use took when it still was one of them.</param>
    public void Keep(WindowState state, long heldBytes)
    {
        // Also of one that is not kept: somebody may still know its keys.
        state.Clear();
        _heldMax = Math.Max(_heldMax, heldBytes);
        if (++_count == LatelyStates)
        {
            (_heldMaxBefore, _heldMax, _count) = (_heldMax, 0, 0);
        }

        if (_states.Count < countMax)
        {
            var bytes = state.StateBytes;
            _states.Add((state, bytes));
            Bytes += bytes;
        }

        Trim(Math.Max(BytesMin, Math.Max(_heldMax, _heldMaxBefore)));
    }

    /// <summary>Gives all of them back.</summary>
    public void GiveBack()
    {
        _states.Clear();
        Bytes = 0;
    }

    // The oldest go first; they may be of a time when windows were larger.
    private void Trim(long bytesMax)
    {
        var gone = 0;
        while (Bytes > bytesMax && gone < _states.Count - 1)
        {
            Bytes -= _states[gone++].Bytes;
        }

        if (gone > 0)
        {
            _states.RemoveRange(0, gone);
        }
    }
}
