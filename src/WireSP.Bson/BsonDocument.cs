using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace WireSP.Bson;

/// <summary>
/// A raw document: a slice of a buffer that somebody else owns. Reading a field allocates nothing and decodes one
/// level. Duplicate names are kept; look-ups answer the first.
/// </summary>
public readonly struct BsonDocument
{
    private static readonly byte[] EmptyBytes = [5, 0, 0, 0, 0];

    private readonly byte[]? _buffer;
    private readonly int _offset;
    private readonly int _length;

    /// <summary>
    /// Wraps bytes whose length prefix must equal <paramref name="length"/>; contents are not validated here.
    /// </summary>
    /// <exception cref="BsonFormatException">The prefix or the terminator is wrong.</exception>
    public BsonDocument(byte[] buffer, int offset, int length)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (length < BsonLimits.DocumentSizeBytesMin || offset < 0 || offset > buffer.Length - length
            || BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(offset)) != length
            || buffer[offset + length - 1] != 0)
        {
            BsonThrow.BadLength(length, offset);
        }

        _buffer = buffer;
        _offset = offset;
        _length = length;
    }

    /// <summary>Wraps a buffer that holds exactly one document.</summary>
    /// <exception cref="BsonFormatException">The prefix or the terminator is wrong.</exception>
    public BsonDocument(byte[] bytes)
        : this(bytes, 0, bytes?.Length ?? 0)
    {
    }

    private BsonDocument(byte[] buffer, int offset, int length, bool trusted)
    {
        _ = trusted;
        _buffer = buffer;
        _offset = offset;
        _length = length;
    }

    /// <summary>The document without elements.</summary>
    public static BsonDocument Empty => new(EmptyBytes, 0, 5, trusted: true);

    /// <summary>The buffer that the document is a slice of.</summary>
    public byte[] Buffer => _buffer ?? EmptyBytes;

    /// <summary>Where the document begins in <see cref="Buffer"/>.</summary>
    public int Offset => _offset;

    /// <summary>Bytes of the document, prefix and terminator included.</summary>
    public int Length => _buffer is null ? 5 : _length;

    /// <summary>The document's bytes.</summary>
    public ReadOnlySpan<byte> Span => Buffer.AsSpan(_offset, Length);

    /// <summary>The document's bytes as memory.</summary>
    public ReadOnlyMemory<byte> Memory => Buffer.AsMemory(_offset, Length);

    /// <summary>Whether the document has no elements.</summary>
    public bool IsEmpty => Length == 5;

    /// <summary>
    /// The value of the first element of that name, or a value of type <see cref="BsonType.Missing"/>.
    /// </summary>
    public BsonValue this[string name] => TryGetValue(name, out var value) ? value : default;

    /// <summary>Wraps a slice whose prefix the caller has checked.</summary>
    public static BsonDocument FromTrusted(byte[] buffer, int offset, int length) =>
        new(buffer, offset, length, trusted: true);

    /// <summary>Finds the first element of that name.</summary>
    public bool TryGetValue(ReadOnlySpan<byte> name, out BsonValue value)
    {
        foreach (var element in this)
        {
            if (element.NameEquals(name))
            {
                value = element.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Finds the first element of that name.</summary>
    public bool TryGetValue(string name, out BsonValue value)
    {
        ArgumentNullException.ThrowIfNull(name);
        Span<byte> utf8 = name.Length <= 80 ? stackalloc byte[240] : new byte[name.Length * 3];
        return TryGetValue(utf8[..Encoding.UTF8.GetBytes(name, utf8)], out value);
    }

    /// <summary>Copies the document to bytes of its own, so that it may outlive the buffer it is in.</summary>
    public BsonDocument Copy() => new(Span.ToArray(), 0, Length, trusted: true);

    /// <summary>Number of elements; walks the document.</summary>
    public int CountElements()
    {
        var count = 0;
        foreach (var _ in this)
        {
            count++;
        }

        return count;
    }

    /// <summary>Walks the elements in order.</summary>
    /// <exception cref="BsonFormatException">While walking, when the bytes are malformed.</exception>
    public Enumerator GetEnumerator() => new(Buffer, _offset, _offset + Length - 1);

    /// <summary>Forward-only walk over the elements of one document.</summary>
    public struct Enumerator
    {
        private readonly byte[] _buffer;
        private readonly int _end;
        private int _next;
        private int _start;
        private int _nameEnd;

        internal Enumerator(byte[] buffer, int offset, int end)
        {
            _buffer = buffer;
            _end = end;
            _next = offset + 4;
        }

        /// <summary>The element that the walk stands on.</summary>
        public readonly BsonElement Current =>
            new(_buffer, _start, _nameEnd - _start - 1, _next - _nameEnd - 1);

        /// <summary>Steps to the next element.</summary>
        /// <exception cref="BsonFormatException">The bytes are malformed.</exception>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            if (_next >= _end)
            {
                return false;
            }

            var span = _buffer.AsSpan(0, _end);
            _start = _next;
            _nameEnd = BsonLayout.CStringEnd(span, _start + 1);
            var valueOffset = _nameEnd + 1;
            _next = valueOffset + BsonLayout.ValueLength(span, valueOffset, (BsonType)span[_start]);
            return true;
        }
    }
}
