using System.Runtime.CompilerServices;
using WireSP.Bson;

namespace WireSP.Streaming.Windows;

/// <summary>
/// Numbers the distinct keys of one window's <c>$group</c> by open addressing: no object per key. Keys that the
/// language calls equal are one key, and the first one seen is the one that is put out.
/// </summary>
internal sealed class GroupTable
{
    private const int CapacityMin = 16;
    private const double TwoTo63 = 9223372036854775808.0;

    private Slot[] _slots = new Slot[CapacityMin * 2];
    private Key[] _keys = new Key[CapacityMin];
    private BsonWriter _bytes = new();

    /// <summary>Distinct keys.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes that the table takes.</summary>
    public long StateBytes => (_slots.Length * 16L) + (_keys.Length * 16L) + _bytes.Buffer.Length;

    /// <summary>The number of a key, new or known; what a new key refers to is copied.</summary>
    /// <exception cref="BsonFormatException">The key is malformed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindOrAdd(in BsonValue key) =>
        key.Type is BsonType.Int64 or BsonType.Int32 ? FindOrAddInteger(key, key.Payload) : FindOrAddOther(key);

    /// <summary>The key of a group as it was first seen; valid until the table is cleared or grows.</summary>
    public BsonValue KeyOf(int group)
    {
        ref var key = ref _keys[group];
        return key.Type switch
        {
            BsonType.Int32 => BsonValue.FromInt32((int)key.Payload),
            BsonType.Int64 => BsonValue.FromInt64(key.Payload),
            BsonType.Double => BsonValue.FromDouble(BitConverter.Int64BitsToDouble(key.Payload)),
            _ => BsonValue.FromRaw(key.Type, _bytes.Buffer, (int)key.Payload, key.Length),
        };
    }

    /// <summary>Appends a group's key as an element.</summary>
    public void WriteKey(int group, ReadOnlySpan<byte> name, BsonWriter writer)
    {
        ref var key = ref _keys[group];
        writer.WriteHeader(key.Type, name);
        if (key.Length >= 0)
        {
            writer.WriteRaw(_bytes.Buffer.AsSpan((int)key.Payload, key.Length));
        }
        else if (key.Type == BsonType.Int32)
        {
            writer.WriteRawInt32((int)key.Payload);
        }
        else
        {
            writer.WriteRawInt64(key.Payload);
        }
    }

    /// <summary>Forgets all keys; keeps memory in proportion to what was last needed.</summary>
    public void Clear()
    {
        if (_slots.Length > 8 * Math.Max(Count, CapacityMin))
        {
            _slots = new Slot[_slots.Length / 2];
            _keys = new Key[_keys.Length / 2];
            _bytes = new BsonWriter();
        }
        else
        {
            Array.Clear(_slots);
        }

        Count = 0;
        _bytes.Reset();
    }

    private int FindOrAddOther(in BsonValue key)
    {
        // Numbers that are whole are one key whatever their type, so all of them go by the same way.
        if (key.Type == BsonType.Double && IsInt64(key.AsDouble))
        {
            return FindOrAddInteger(key, (long)key.AsDouble);
        }

        return key.Type == BsonType.Decimal128 && key.AsDecimal128.TryToInt64Exact(out var integer)
            ? FindOrAddInteger(key, integer)
            : FindOrAddHashed(key);
    }

    private int FindOrAddInteger(in BsonValue key, long integer)
    {
        var slots = _slots;
        var mask = slots.Length - 1;
        var at = (int)MixInteger(integer) & mask;
        while (true)
        {
            ref var slot = ref slots[at];
            if (slot.Code == integer && slot.GroupPlusOne > 0)
            {
                return slot.GroupPlusOne - 1;
            }

            if (slot.GroupPlusOne == 0)
            {
                return Add(key, integer, isInteger: true, at);
            }

            at = (at + 1) & mask;
        }
    }

    private int FindOrAddHashed(in BsonValue key)
    {
        var hash = (long)BsonValueComparer.Hash(key);
        var slots = _slots;
        var mask = slots.Length - 1;
        var at = (int)hash & mask;
        while (true)
        {
            ref var slot = ref slots[at];
            if (slot.GroupPlusOne == 0)
            {
                return Add(key, hash, isInteger: false, at);
            }

            if (slot.Code == hash && slot.GroupPlusOne < 0
                && BsonValueComparer.Equals(KeyOf(-slot.GroupPlusOne - 1), key))
            {
                return -slot.GroupPlusOne - 1;
            }

            at = (at + 1) & mask;
        }
    }

    private static bool IsInt64(double value) => value is >= -TwoTo63 and < TwoTo63 && (long)value == value;

    // Fibonacci hashing, with the product's better upper half brought down to where the mask looks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MixInteger(long value)
    {
        var product = (ulong)value * 0x9E3779B97F4A7C15;
        return product ^ (product >> 32);
    }

    private int Add(in BsonValue key, long code, bool isInteger, int at)
    {
        // Half full is the most: probes stay short with linear steps.
        if ((Count + 1) * 2 > _slots.Length)
        {
            Grow();
            at = FreeSlot(code, isInteger);
        }

        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, _keys.Length * 2);
        }

        _keys[Count] = key.Type is BsonType.Int32 or BsonType.Int64 or BsonType.Double
            ? new Key(key.Payload, key.Type, -1)
            : Store(key);
        Count++;
        _slots[at] = new Slot(code, isInteger ? Count : -Count);
        return Count - 1;
    }

    private Key Store(in BsonValue key)
    {
        // As on the wire, which is the form that every type can be read back from.
        var start = _bytes.Position;
        _bytes.WriteValueBytes(key);
        return new Key(start, key.Type, _bytes.Position - start);
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new Slot[old.Length * 2];
        foreach (ref readonly var slot in old.AsSpan())
        {
            if (slot.GroupPlusOne != 0)
            {
                _slots[FreeSlot(slot.Code, slot.GroupPlusOne > 0)] = slot;
            }
        }
    }

    private int FreeSlot(long code, bool isInteger)
    {
        var mask = _slots.Length - 1;
        var at = (int)(isInteger ? (long)MixInteger(code) : code) & mask;
        while (_slots[at].GroupPlusOne != 0)
        {
            at = (at + 1) & mask;
        }

        return at;
    }

    // Of a whole number the code is the number, so that finding it looks at nothing else; of other keys it is the hash,
    // and the group's number is negative.
    private readonly record struct Slot(long Code, int GroupPlusOne);

    // A number is kept in the payload itself and its length is -1; all else lies in the bytes.
    private readonly record struct Key(long Payload, BsonType Type, int Length);
}
