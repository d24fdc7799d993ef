namespace WireSP.Benchmarks.Loops;

/// <summary>A plain open-addressing table from whole numbers to counts; counts that fall to 0 stay as such.</summary>
internal sealed class CountTable
{
    private int[] _slots = new int[64];
    private int _shift = 64 - 6;

    /// <summary>Keys in the order in which they came; valid up to <see cref="Count"/>.</summary>
    public long[] Keys { get; private set; } = new long[32];

    /// <summary>The count of each key.</summary>
    public int[] Counts { get; private set; } = new int[32];

    /// <summary>Keys known.</summary>
    public int Count { get; private set; }

    /// <summary>Adds to a key's count, and gives what it is then.</summary>
    public int Add(long key, int amount)
    {
        var mask = _slots.Length - 1;
        var slot = (int)(((ulong)key * 0x9E3779B97F4A7C15) >> _shift);
        while (_slots[slot] != 0)
        {
            var found = _slots[slot] - 1;
            if (Keys[found] == key)
            {
                return Counts[found] += amount;
            }

            slot = (slot + 1) & mask;
        }

        if (Count == Keys.Length)
        {
            Grow();
            return Add(key, amount);
        }

        Keys[Count] = key;
        Counts[Count] = amount;
        _slots[slot] = ++Count;
        return amount;
    }

    /// <summary>Forgets all keys.</summary>
    public void Clear()
    {
        Array.Clear(_slots);
        Count = 0;
    }

    private void Grow()
    {
        var keys = Keys;
        var counts = Counts;
        var count = Count;
        Keys = new long[keys.Length * 2];
        Counts = new int[keys.Length * 2];
        _slots = new int[_slots.Length * 2];
        _shift--;
        Count = 0;
        for (var i = 0; i < count; i++)
        {
            _ = Add(keys[i], counts[i]);
        }
    }
}
