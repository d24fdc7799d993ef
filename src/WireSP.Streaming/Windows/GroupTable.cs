using System.Numerics;
using System.Runtime.CompilerServices;
using WireSP.Bson;

namespace WireSP.Streaming.Windows;

/// <summary>
/// Numbers the distinct keys of one window's <c>$group</c> by open addressing: no object per key. Keys that the
/// language calls equal are one key, and the first one seen is the one that is put out.
/// </summary>
internal sealed partial class GroupTable
{
    private const int CapacityMin = 16;
    private const double TwoTo63 = 9223372036854775808.0;
    private const ulong IntegerSeed = 0x9E3779B97F4A7C15;

    // Each slot: 32 bits of the key's hash, which also say where it is looked for, and the group's number from 1. That
    // number is negative unless the key is an integer, which is compared without looking at anything but itself.
    private ulong[] _slots;

    // By group: the type, and the number itself or where its bytes are (offset in the high half, length in the low).
    private long[] _keys;
    private BsonType[] _types;
    private BsonWriter _bytes = new();

    /// <summary>Creates an empty table.</summary>
    public GroupTable()
        : this(CapacityMin)
    {
    }

    private GroupTable(int capacity)
    {
        _slots = new ulong[capacity * 2];
        _keys = new long[capacity];
        _types = new BsonType[capacity];
    }

    /// <summary>Distinct keys.</summary>
    public int Count { get; private set; }

    /// <summary>Counts up when numbers lose their meaning.</summary>
    public int Version { get; private set; }

    /// <summary>Bytes that the table takes.</summary>
    public long StateBytes => (_slots.Length * 8L) + (_keys.Length * 9L) + _bytes.Buffer.Length
        + (_recent.Length * 24L);

    /// <summary>Makes room for so many keys at once.</summary>
    public void EnsureCapacity(int keys)
    {
        if (keys > _keys.Length)
        {
            Grow((int)BitOperations.RoundUpToPowerOf2((uint)keys));
        }
    }

    /// <summary>The number of a key, new or known; what a new key refers to is copied.</summary>
    /// <exception cref="BsonFormatException">The key is malformed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindOrAdd(in BsonValue key) => key.Type is BsonType.Int64 or BsonType.Int32
        ? FindOrAddInteger(key.Type, key.Payload)
        : FindOrAddOther(key);

    /// <summary>As <see cref="FindOrAdd"/>, of an int32 or int64.</summary>
    /// <param name="type">Which of them.</param>
    /// <param name="integer">The number.</param>
    public int FindOrAddInteger(BsonType type, long integer)
    {
        var slots = _slots;
        var mask = slots.Length - 1;
        var hash = HashOf(integer);
        for (var at = (int)hash & mask; (uint)at < (uint)slots.Length && slots[at] != 0; at = (at + 1) & mask)
        {
            var slot = slots[at];
            var number = (int)slot;
            if ((uint)(slot >> 32) != hash)
            {
                continue;
            }

            if (number > 0
                ? _keys[number - 1] == integer
                : BsonValueComparer.Equals(KeyOf(-number - 1), BsonValue.FromInt64(integer)))
            {
                return Math.Abs(number) - 1;
            }
        }

        return Add(type, integer, hash);
    }

    /// <summary>The numbers of several int32 or int64 keys, new or known.</summary>
    /// <param name="type">Which of them.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="groups">Receives their numbers.</param>
    public void FindOrAddIntegers(BsonType type, ReadOnlySpan<long> keys, Span<int> groups)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            groups[i] = FindOrAddInteger(type, keys[i]);
        }
    }

    /// <summary>As <see cref="FindOrAdd"/>, of a string.</summary>
    /// <param name="text">Its UTF-8 bytes.</param>
    public int FindOrAddText(ReadOnlySpan<byte> text)
    {
        var slots = _slots;
        var mask = slots.Length - 1;
        var hash = Narrow(BsonValueComparer.HashText(text));
        for (var at = (int)hash & mask; slots[at] != 0; at = (at + 1) & mask)
        {
            var slot = slots[at];
            if ((uint)(slot >> 32) == hash && (int)slot < 0 && HasText(-(int)slot - 1, text))
            {
                return -(int)slot - 1;
            }
        }

        return Add(BsonType.String, StoreText(text), hash);
    }

    /// <summary>The key of a group as it was first seen; valid until the table is cleared or grows.</summary>
    public BsonValue KeyOf(int group)
    {
        var key = _keys[group];
        return _types[group] switch
        {
            BsonType.Int32 => BsonValue.FromInt32((int)key),
            BsonType.Int64 => BsonValue.FromInt64(key),
            BsonType.Double => BsonValue.FromDouble(BitConverter.Int64BitsToDouble(key)),
            var type => BsonValue.FromRaw(type, _bytes.Buffer, (int)(key >> 32), (int)key),
        };
    }

    /// <summary>The keys of neighbouring groups, where all of them have one type and are numbers.</summary>
    /// <param name="first">The first of the groups.</param>
    /// <param name="payloads">Receives the keys' bits as values have them.</param>
    /// <returns>The type; missing where each has to be asked for by <see cref="KeyOf"/>.</returns>
    public BsonType Keys(int first, Span<long> payloads)
    {
        var type = _types[first];
        if (type is not (BsonType.Int32 or BsonType.Int64 or BsonType.Double)
            || _types.AsSpan(first, payloads.Length).ContainsAnyExcept(type))
        {
            return BsonType.Missing;
        }

        _keys.AsSpan(first, payloads.Length).CopyTo(payloads);
        return type;
    }

    /// <summary>Appends a group's key as an element.</summary>
    public void WriteKey(int group, ReadOnlySpan<byte> name, BsonWriter writer)
    {
        var key = _keys[group];
        var type = _types[group];
        writer.WriteHeader(type, name);
        switch (type)
        {
            case BsonType.Int32:
                writer.WriteRawInt32((int)key);
                break;
            case BsonType.Int64 or BsonType.Double:
                writer.WriteRawInt64(key);
                break;
            default:
                writer.WriteRaw(_bytes.Buffer.AsSpan((int)(key >> 32), (int)key));
                break;
        }
    }

    /// <summary>Appends the keys of several groups as one column.</summary>
    public void WriteKeys(ReadOnlySpan<int> groups, BsonWriter writer)
    {
        var type = _types[groups[0]];
        if (type is not (BsonType.Int32 or BsonType.Int64))
        {
            type = BsonType.Missing;
        }

        Span<long> integers = stackalloc long[BsonColumn.RowsMax];
        for (var i = 0; i < groups.Length && type != BsonType.Missing; i++)
        {
            integers[i] = _keys[groups[i]];
            type = _types[groups[i]] == type ? type : BsonType.Missing;
        }

        if (type != BsonType.Missing)
        {
            BsonColumn.WriteScalars(writer, type, integers[..groups.Length]);
            return;
        }

        var start = BsonColumn.BeginValues(writer);
        foreach (var group in groups)
        {
            WriteKey(group, [], writer);
        }

        BsonColumn.EndValues(writer, start);
    }

    /// <summary>The numbers of the keys of a column that <see cref="WriteKeys"/> wrote, new or known.</summary>
    /// <param name="column">The column.</param>
    /// <param name="groups">Receives the numbers; has room for <see cref="BsonColumn.RowsMax"/>.</param>
    /// <returns>How many there are.</returns>
    /// <exception cref="BsonFormatException">It is no column, or a key is malformed.</exception>
    // At once optimised, as the reader of columns is.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int FindOrAddColumn(in BsonValue column, Span<int> groups)
    {
        var keys = new BsonColumnReader(column);
        Span<long> integers = stackalloc long[BsonColumn.RowsMax];
        if (keys.TryReadScalars(integers, out var type) && type is BsonType.Int32 or BsonType.Int64)
        {
            FindOrAddIntegers(type, integers[..keys.Rows], groups);
            return keys.Rows;
        }

        for (var i = 0; i < keys.Rows; i++)
        {
            groups[i] = FindOrAdd(keys.Next());
        }

        return keys.Rows;
    }

    /// <summary>
    /// The keys as they are now, for another thread to write out until this table is cleared: keys are only added, so
    /// nothing is copied. It finds none of them.
    /// </summary>
    public GroupTable Freeze() => new(0) { Count = Count, _keys = _keys, _types = _types, _bytes = _bytes };

    /// <summary>Takes the keys of another table, with their numbers, into this one, which has none.</summary>
    public void CopyFrom(GroupTable other)
    {
        EnsureCapacity(other.Count);
        other._keys.AsSpan(0, other.Count).CopyTo(_keys);
        other._types.AsSpan(0, other.Count).CopyTo(_types);
        _bytes.WriteRaw(other._bytes.Written);
        Count = other.Count;
        if (_slots.Length == other._slots.Length)
        {
            other._slots.CopyTo(_slots, 0);
            return;
        }

        foreach (var slot in other._slots)
        {
            if (slot != 0)
            {
                Place(slot);
            }
        }
    }

    /// <summary>Forgets all keys; keeps memory in proportion to what was last needed.</summary>
    public void Clear()
    {
        if (_slots.Length > 8 * Math.Max(Count, CapacityMin))
        {
            _slots = new ulong[_slots.Length / 2];
            _keys = new long[_keys.Length / 2];
            _types = new BsonType[_keys.Length];
            _bytes = new BsonWriter();
        }
        else
        {
            Array.Clear(_slots);
        }

        Count = 0;
        Version++;
        _bytes.Reset();
        Array.Clear(_recent);
    }

    private int FindOrAddOther(in BsonValue key) =>
        key.Type == BsonType.String ? FindOrAddText(key.Bytes) : FindOrAddAny(key, HashOf(key));

    private int FindOrAddAny(in BsonValue key, uint hash)
    {
        var slots = _slots;
        var mask = slots.Length - 1;
        for (var at = (int)hash & mask; slots[at] != 0; at = (at + 1) & mask)
        {
            var group = Math.Abs((int)slots[at]) - 1;
            if ((uint)(slots[at] >> 32) == hash && BsonValueComparer.Equals(KeyOf(group), key))
            {
                return group;
            }
        }

        return Add(key.Type, key.Type == BsonType.Double ? key.Payload : Store(key), hash);
    }

    // Numbers that are whole are one key whatever their type, so all of them have the integer's hash.
    private static uint HashOf(in BsonValue key) => key.Type switch
    {
        BsonType.Double when IsInt64(key.AsDouble) => HashOf((long)key.AsDouble),
        BsonType.Decimal128 when key.AsDecimal128.TryToInt64Exact(out var integer) => HashOf(integer),
        _ => Narrow(BsonValueComparer.Hash(key)),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint HashOf(long integer) => Narrow(ByteHash.Mix((ulong)integer, IntegerSeed));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Narrow(ulong hash) => (uint)(hash ^ (hash >> 32));

    private static bool IsInt64(double value) => value is >= -TwoTo63 and < TwoTo63 && (long)value == value;

    // Without the length in front of it and the terminator behind.
    private ReadOnlySpan<byte> TextOf(int group)
    {
        var key = _keys[group];
        return _bytes.Buffer.AsSpan((int)(key >> 32) + 4, (int)key - 5);
    }

    // Symbols equal strings of the same text.
    private bool HasText(int group, ReadOnlySpan<byte> text) =>
        _types[group] is BsonType.String or BsonType.Symbol && text.SequenceEqual(TextOf(group));

    private int Add(BsonType type, long key, uint hash)
    {
        if (Count == _keys.Length)
        {
            // As many keys as half the slots: probes stay short with linear steps.
            Grow(_keys.Length * 2);
        }

        _keys[Count] = key;
        _types[Count] = type;
        Count++;
        var isInteger = type is BsonType.Int32 or BsonType.Int64;
        Place(((ulong)hash << 32) | (uint)(isInteger ? Count : -Count));
        return Count - 1;
    }

    private long Store(in BsonValue key)
    {
        // As on the wire, which is the form that every type can be read back from.
        var start = _bytes.Position;
        _bytes.WriteValueBytes(key);
        return ((long)start << 32) | (uint)(_bytes.Position - start);
    }

    private long StoreText(ReadOnlySpan<byte> text)
    {
        var start = _bytes.Position;
        _bytes.WriteRawInt32(text.Length + 1);
        _bytes.WriteRaw(text);
        _bytes.WriteRaw([0]);
        return ((long)start << 32) | (uint)(_bytes.Position - start);
    }

    private void Grow(int capacity)
    {
        Array.Resize(ref _keys, capacity);
        Array.Resize(ref _types, capacity);
        var old = _slots;
        _slots = new ulong[capacity * 2];
        foreach (var slot in old)
        {
            if (slot != 0)
            {
                Place(slot);
            }
        }
    }

    private void Place(ulong slot)
    {
        var mask = _slots.Length - 1;
        var at = (int)(slot >> 32) & mask;
        while (_slots[at] != 0)
        {
            at = (at + 1) & mask;
        }

        _slots[at] = slot;
    }
}
