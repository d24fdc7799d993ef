using System.Text;

namespace WireSP.Wire.Commands;

/// <summary>
/// A fixed set of names, looked up by their UTF-8 bytes as they stand in a message, without allocation. Built once;
/// safe for many threads.
/// </summary>
internal sealed class Utf8NameMap
{
    private readonly byte[][] _names;
    private readonly int[] _slots;
    private readonly int _mask;

    /// <summary>Takes the names; a repeated one keeps its first index.</summary>
    public Utf8NameMap(IEnumerable<string> names)
    {
        var distinct = new List<byte[]>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (seen.Add(name))
            {
                distinct.Add(Encoding.UTF8.GetBytes(name));
            }
        }

        _names = [.. distinct];
        var size = 4;
        while (size < _names.Length * 2)
        {
            size *= 2;
        }

        _mask = size - 1;
        _slots = new int[size];
        Array.Fill(_slots, -1);
        for (var index = 0; index < _names.Length; index++)
        {
            var slot = Hash(_names[index]) & _mask;
            while (_slots[slot] >= 0)
            {
                slot = (slot + 1) & _mask;
            }

            _slots[slot] = index;
        }
    }

    /// <summary>Number of names.</summary>
    public int Count => _names.Length;

    /// <summary>The name's index in the order given, or -1.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        var slot = Hash(name) & _mask;
        while (_slots[slot] is var index and >= 0)
        {
            if (name.SequenceEqual(_names[index]))
            {
                return index;
            }

            slot = (slot + 1) & _mask;
        }

        return -1;
    }

    // The names are our own and fixed, so a chosen input can find a long probe run but never lengthen one.
    private static int Hash(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
        {
            return 0;
        }

        var hash = (uint)name.Length * 0x9E3779B1;
        hash = (hash ^ name[0]) * 0x85EBCA6B;
        hash = (hash ^ name[^1]) * 0xC2B2AE35;
        hash = (hash ^ name[name.Length / 2]) * 0x27D4EB2F;
        return (int)(hash >> 8);
    }
}
