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

    private Slot[] _slots = new Slot[CapacityMin * 2];
    private Key[] _keys = new Key[CapacityMin];
    private BsonWriter _bytes = new();

    /// <summary>Distinct keys.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes that the table takes.</summary>
    public long StateBytes => (_slots.Length * 16L) + (_keys.Length * 16L) + _bytes.Buffer.Length;

    /// <summary>The number of a key, new or known; what a new key refers to is copied.</summary>
    /// <exception cref="BsonFormatException">The key is malformed.</exception>
    public int FindOrAdd(in BsonValue key)
    {
        var hash = BsonValueComparer.Hash(key);
        var slots = _slots;
        var mask = slots.Length - 1;
        var at = (int)hash & mask;
        while (true)
        {
            ref var slot = ref slots[at];
            if (slot.GroupPlusOne == 0)
            {
                return Add(key, hash, at);
            }

            if (slot.Hash == hash && IsKey(slot.GroupPlusOne - 1, key))
            {
                return slot.GroupPlusOne - 1;
            }

            at = (at + 1) & mask;
        }
    }

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsKey(int group, in BsonValue key)
    {
        ref var known = ref _keys[group];
        if (known.Length < 0)
        {
            // The payload of both integer types is the sign-extended number; equal bits of one type are equal too.
            var alike = known.Type == key.Type
                || (known.Type != BsonType.Double && key.Type is BsonType.Int32 or BsonType.Int64);
            if (alike && known.Payload == key.Payload)
            {
                return true;
            }

            if (known.Type != BsonType.Double && key.Type is BsonType.Int32 or BsonType.Int64)
            {
                return false;
            }
        }

        return BsonValueComparer.Equals(KeyOf(group), key);
    }

    private int Add(in BsonValue key, ulong hash, int at)
    {
        // Half full is the most: probes stay short with linear steps.
        if ((Count + 1) * 2 > _slots.Length)
        {
            Grow();
            at = FreeSlot(hash);
        }

        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, _keys.Length * 2);
        }

        _keys[Count] = key.Type is BsonType.Int32 or BsonType.Int64 or BsonType.Double
            ? new Key(key.Payload, key.Type, -1)
            : Store(key);
        _slots[at] = new Slot(hash, Count + 1);
        return Count++;
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
                _slots[FreeSlot(slot.Hash)] = slot;
            }
        }
    }

    private int FreeSlot(ulong hash)
    {
        var mask = _slots.Length - 1;
        var at = (int)hash & mask;
        while (_slots[at].GroupPlusOne != 0)
        {
            at = (at + 1) & mask;
        }

        return at;
    }

    private readonly record struct Slot(ulong Hash, int GroupPlusOne);

    // A number is kept in the payload itself and its length is -1; all else lies in the bytes.
    private readonly record struct Key(long Payload, BsonType Type, int Length);
}
