using System.Text;

namespace WireSP.Bson;

/// <summary>One element of a raw document: a name and a value, still in the document's own bytes.</summary>
public readonly struct BsonElement
{
    private readonly byte[] _buffer;
    private readonly int _offset;
    private readonly int _nameLength;
    private readonly int _valueLength;

    internal BsonElement(byte[] buffer, int offset, int nameLength, int valueLength)
    {
        _buffer = buffer;
        _offset = offset;
        _nameLength = nameLength;
        _valueLength = valueLength;
    }

    /// <summary>The value's type.</summary>
    public BsonType Type => (BsonType)_buffer[_offset];

    /// <summary>The name's bytes, without the terminator.</summary>
    public ReadOnlySpan<byte> NameUtf8 => _buffer.AsSpan(_offset + 1, _nameLength);

    /// <summary>The name as text; allocates.</summary>
    public string Name => Encoding.UTF8.GetString(NameUtf8);

    /// <summary>The value, which refers to the document's bytes.</summary>
    public BsonValue Value => BsonValue.FromRaw(Type, _buffer, ValueOffset, _valueLength);

    /// <summary>The whole element: type byte, name, terminator, value.</summary>
    public ReadOnlySpan<byte> Raw => _buffer.AsSpan(_offset, RawLength);

    /// <summary>Where the element begins in its buffer.</summary>
    public int RawOffset => _offset;

    /// <summary>Bytes of the whole element.</summary>
    public int RawLength => 2 + _nameLength + _valueLength;

    /// <summary>Where the value begins in its buffer.</summary>
    public int ValueOffset => _offset + _nameLength + 2;

    internal byte[] Buffer => _buffer;

    /// <summary>Whether the name equals <paramref name="name"/> byte for byte.</summary>
    public bool NameEquals(ReadOnlySpan<byte> name) => NameUtf8.SequenceEqual(name);
}
