using System.Runtime.InteropServices;
using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>
/// The values of the set operators: open addressing over hashes that agree with the language's equality.
/// </summary>
internal sealed class ValueSet
{
    private const int TableMin = 16;

    // A set that was greater is not kept for the next use.
    private const int TableKeptMax = 4096;

    private readonly List<BsonValue> _values = [];
    private int[] _table = new int[TableMin];

    /// <summary>Number of values.</summary>
    public int Count => _values.Count;

    /// <summary>The values, in the order in which they were added.</summary>
    public ReadOnlySpan<BsonValue> Values => CollectionsMarshal.AsSpan(_values);

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        _values.Clear();
        if (_table.Length <= TableKeptMax)
        {
            Array.Clear(_table);
            return;
        }

        _table = new int[TableMin];
        _values.Capacity = 0;
    }

    /// <summary>Adds a value.</summary>
    /// <returns>Whether it was not there yet.</returns>
    public bool Add(in BsonValue value)
    {
        if (_values.Count * 2 >= _table.Length)
        {
            Grow();
        }

        var index = Find(value);
        if (_table[index] != 0)
        {
            return false;
        }

        _values.Add(value);
        _table[index] = _values.Count;
        return true;
    }

    /// <summary>Whether a value is there.</summary>
    public bool Contains(in BsonValue value) => _table[Find(value)] != 0;

    /// <summary>Adds all elements of an array.</summary>
    public void AddRange(BsonArray array, EvaluationContext context)
    {
        foreach (var item in array)
        {
            context.Charge(1);
            _ = Add(item);
        }
    }

    private int Find(in BsonValue value)
    {
        var index = (int)BsonValueComparer.Hash(value) & (_table.Length - 1);
        while (_table[index] != 0 && !BsonValueComparer.Equals(_values[_table[index] - 1], value))
        {
            index = (index + 1) & (_table.Length - 1);
        }

        return index;
    }

    private void Grow()
    {
        _table = new int[_table.Length * 2];
        for (var i = 0; i < _values.Count; i++)
        {
            _table[Find(_values[i])] = i + 1;
        }
    }
}
