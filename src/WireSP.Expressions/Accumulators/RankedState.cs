using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>A list of keys and values with an upper length; a ring, so that dropping the first moves nothing.</summary>
internal struct RankedState
{
    private (BsonValue Key, BsonValue Value)[]? _items;
    private int _start;

    /// <summary>How many values are kept; 0 before the first document.</summary>
    public int Limit { get; set; }

    /// <summary>Values kept now.</summary>
    public int Count { get; private set; }

    /// <summary>Whether one more value drops one.</summary>
    public readonly bool IsFull => Count == Limit;

    /// <summary>Bytes of the array.</summary>
    public readonly long ArrayBytes => (_items?.Length ?? 0) * 48L;

    public readonly (BsonValue Key, BsonValue Value) this[int index] => _items![(_start + index) % _items.Length];

    /// <summary>Puts an item at an index and moves those behind it.</summary>
    public void Insert(int index, in BsonValue key, in BsonValue value)
    {
        if (Count == (_items?.Length ?? 0))
        {
            Grow();
        }

        for (var i = Count; i > index; i--)
        {
            _items![(_start + i) % _items.Length] = this[i - 1];
        }

        _items![(_start + index) % _items.Length] = (key, value);
        Count++;
    }

    /// <summary>Drops the first item.</summary>
    public void RemoveFirst()
    {
        _items![_start] = default;
        _start = (_start + 1) % _items.Length;
        Count--;
    }

    /// <summary>Drops the last item.</summary>
    public void RemoveLast()
    {
        Count--;
        _items![(_start + Count) % _items.Length] = default;
    }

    private void Grow()
    {
        var grown = new (BsonValue, BsonValue)[Math.Max(4, Count * 2)];
        for (var i = 0; i < Count; i++)
        {
            grown[i] = this[i];
        }

        _items = grown;
        _start = 0;
    }
}
