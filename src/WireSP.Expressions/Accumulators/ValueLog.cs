using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// Values of all groups, one after another in large chunks, each with room for the position of the next value of its
/// group: no object per value or group. Positions are above 0, so that 0 can mean "none".
/// </summary>
internal sealed class ValueLog
{
    private const int ChunkBytesMax = 1 << 20;
    private const int HeaderBytes = 8 + 1 + 4;

    // Each record: next (8 bytes), type (1), length (4), the value as on the wire.
    private BsonWriter[] _chunks = [];
    private int _count;

    /// <summary>Bytes that the chunks take.</summary>
    public long Bytes { get; private set; }

    /// <summary>Copies a value to the end.</summary>
    /// <returns>Its position.</returns>
    public long Append(in BsonValue value)
    {
        if (_count == 0 || _chunks[_count - 1].Position > ChunkBytesMax)
        {
            AddChunk();
        }

        var chunk = _chunks[_count - 1];
        var start = chunk.Position;
        var before = chunk.Buffer.Length;
        chunk.WriteRawInt64(0);
        chunk.WriteRaw([(byte)value.Type]);
        chunk.WriteRawInt32(0);
        chunk.WriteValueBytes(value);
        chunk.PatchInt32(start + HeaderBytes - 4, chunk.Position - start - HeaderBytes);
        Bytes += chunk.Buffer.Length - before;
        return ((long)_count << 32) | (uint)start;
    }

    /// <summary>Makes one value the successor of another.</summary>
    public void Link(long position, long next)
    {
        var chunk = _chunks[(int)(position >> 32) - 1];
        chunk.PatchInt32((int)position, (int)next);
        chunk.PatchInt32((int)position + 4, (int)(next >> 32));
    }

    /// <summary>The value at a position, and the position of its successor.</summary>
    public BsonValue Read(long position, out long next)
    {
        var bytes = _chunks[(int)(position >> 32) - 1].Buffer;
        var start = (int)position;
        next = BitConverter.ToInt64(bytes, start);
        var length = BitConverter.ToInt32(bytes, start + 9);
        return BsonValue.FromRaw((BsonType)bytes[start + 8], bytes, start + HeaderBytes, length);
    }

    /// <summary>Forgets all values; the first chunk is kept.</summary>
    public void Clear()
    {
        if (_count > 0)
        {
            Array.Clear(_chunks, 1, _count - 1);
            _count = 1;
            _chunks[0].Reset();
            Bytes = _chunks[0].Buffer.Length;
        }
    }

    // A reader on another thread finds what was there in the old array and in the new one.
    private void AddChunk()
    {
        if (_count == _chunks.Length)
        {
            Array.Resize(ref _chunks, Math.Max(4, _count * 2));
        }

        _chunks[_count++] = new BsonWriter();
        Bytes += _chunks[_count - 1].Buffer.Length;
    }
}
