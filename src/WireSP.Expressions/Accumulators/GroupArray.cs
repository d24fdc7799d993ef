namespace WireSP.Expressions.Accumulators;

/// <summary>States by group number: an array that grows, and is emptied without giving up its room.</summary>
internal struct GroupArray<T>()
{
    private const int CapacityMin = 16;

    private T[] _items = [];

    /// <summary>States in an array that there is.</summary>
    public GroupArray(T[] items)
        : this() => (_items, Count) = (items, items.Length);

    /// <summary>Groups there is a state for.</summary>
    public int Count { get; private set; }

    /// <summary>States there is room for.</summary>
    public readonly int Capacity => _items.Length;

    /// <summary>The state of a group.</summary>
    public readonly ref T this[int group] => ref _items[group];

    /// <summary>The states of neighbouring groups.</summary>
    public readonly ReadOnlySpan<T> Slice(int first, int count) => _items.AsSpan(first, count);

    /// <summary>Makes room for group numbers below a count; new states have the default value.</summary>
    public void Ensure(int count)
    {
        if (count > _items.Length)
        {
            Array.Resize(ref _items, Math.Max(count, Math.Max(CapacityMin, _items.Length * 2)));
        }

        Count = Math.Max(Count, count);
    }

    /// <summary>Forgets all states; keeps memory in proportion to what was last needed.</summary>
    public void Clear()
    {
        if (_items.Length > 4 * Math.Max(Count, CapacityMin))
        {
            _items = new T[_items.Length / 2];
        }
        else
        {
            Array.Clear(_items, 0, Count);
        }

        Count = 0;
    }
}
