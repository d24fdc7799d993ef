using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace WireSP.Bson;

/// <summary>
/// Writes documents one after another into a growing array. Nested documents are opened with a position and closed with
/// it, so their lengths are patched in place. Not for use by several threads; <see cref="Reset"/> makes it reusable.
/// </summary>
/// <remarks>
/// When the array grows, the old one is left to the collector and never reused, so values that refer to it stay valid
/// until the writer is reset.
/// </remarks>
public sealed partial class BsonWriter : IBufferWriter<byte>
{
    private const int CapacityBytesMin = 256;

    private byte[] _buffer;
    private int _position;

    /// <summary>Creates a writer with room for so many bytes before it first grows.</summary>
    public BsonWriter(int capacityBytes = CapacityBytesMin) =>
        _buffer = GC.AllocateUninitializedArray<byte>(Math.Max(capacityBytes, CapacityBytesMin));

    /// <summary>Bytes written so far.</summary>
    public int Position => _position;

    /// <summary>The array that holds the bytes; replaced when it grows.</summary>
    public byte[] Buffer => _buffer;

    /// <summary>The bytes written so far.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _position);

    /// <summary>Forgets what was written and keeps the array.</summary>
    public void Reset() => _position = 0;

    /// <summary>
    /// Forgets what was written after a position, for instance a document that turned out to be in error.
    /// </summary>
    public void Truncate(int position)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)position, (uint)_position);
        _position = position;
    }

    /// <summary>Opens a document that is not an element of another one.</summary>
    /// <returns>The position to close it with.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int BeginDocument()
    {
        Ensure(4);
        var start = _position;
        _position += 4;
        return start;
    }

    /// <summary>Opens an embedded document.</summary>
    /// <returns>The position to close it with.</returns>
    public int BeginDocument(ReadOnlySpan<byte> name)
    {
        WriteHeader(BsonType.Document, name);
        return BeginDocument();
    }

    /// <summary>Opens an array.</summary>
    /// <returns>The position to close it with.</returns>
    public int BeginArray(ReadOnlySpan<byte> name)
    {
        WriteHeader(BsonType.Array, name);
        return BeginDocument();
    }

    /// <summary>Closes the document or array that was opened at <paramref name="start"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(int start)
    {
        Ensure(1);
        _buffer[_position++] = 0;
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(start), _position - start);
    }

    /// <summary>Writes an element's type and name; the caller writes the value after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteHeader(BsonType type, ReadOnlySpan<byte> name)
    {
        Ensure(name.Length + 2);
        _buffer[_position] = (byte)type;
        name.CopyTo(_buffer.AsSpan(_position + 1));
        _position += name.Length + 2;
        _buffer[_position - 1] = 0;
    }

    /// <summary>Writes an element's type and its name as an array index.</summary>
    public void WriteHeader(BsonType type, int index)
    {
        Span<byte> digits = stackalloc byte[11];
        _ = System.Buffers.Text.Utf8Formatter.TryFormat(index, digits, out var count);
        WriteHeader(type, digits[..count]);
    }

    /// <summary>Copies bytes as they are: whole elements, or a value after its header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRaw(ReadOnlySpan<byte> bytes)
    {
        Ensure(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_position));
        _position += bytes.Length;
    }

    /// <summary>Writes four bytes, little-endian.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRawInt32(int value)
    {
        Ensure(4);
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_position), value);
        _position += 4;
    }

    /// <summary>Writes eight bytes, little-endian.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRawInt64(long value)
    {
        Ensure(8);
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_position), value);
        _position += 8;
    }

    /// <summary>Overwrites an element's type byte that was written before.</summary>
    public void PatchType(int position, BsonType type) => _buffer[position] = (byte)type;

    /// <summary>Overwrites eight bytes that were written before.</summary>
    public void PatchInt64(int position, long value) =>
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(position, 8), value);

    /// <summary>Overwrites four bytes that were written before.</summary>
    public void PatchInt32(int position, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(position, 4), value);

    /// <summary>
    /// The document that begins at <paramref name="start"/> and ends where the writer stands; no copy.
    /// </summary>
    public BsonDocument DocumentFrom(int start) => BsonDocument.FromTrusted(_buffer, start, _position - start);

    /// <summary>A copy of the only document written.</summary>
    public BsonDocument ToDocument() => new(Written.ToArray());

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_buffer.Length - _position));
        _position += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(Math.Max(sizeHint, 1));
        return _buffer.AsMemory(_position);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(Math.Max(sizeHint, 1));
        return _buffer.AsSpan(_position);
    }

    /// <summary>
    /// Makes room after the position and gives the array, for code of this project that fills it itself.
    /// </summary>
    internal byte[] Reserve(int bytes)
    {
        Ensure(bytes);
        return _buffer;
    }

    /// <summary>Says how far code that filled the array itself has come.</summary>
    internal void MoveTo(int position) => _position = position;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Ensure(int bytes)
    {
        if (bytes > _buffer.Length - _position)
        {
            Grow(bytes);
        }
    }

    private void Grow(int bytes)
    {
        var needed = (long)_position + bytes;
        if (needed > Array.MaxLength)
        {
            throw new InvalidOperationException($"a BSON buffer cannot hold {needed} bytes");
        }

        var capacity = (int)Math.Min(Math.Max(needed, _buffer.Length * 2L), Array.MaxLength);
        var grown = GC.AllocateUninitializedArray<byte>(capacity);
        Written.CopyTo(grown);
        _buffer = grown;
    }
}
