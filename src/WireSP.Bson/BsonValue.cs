using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace WireSP.Bson;

/// <summary>
/// A value of any BSON type: the type, eight bytes of payload and, for what does not fit in those, a reference to the
/// bytes it lives in. Copying or reading one allocates nothing; it is valid as long as its buffer is not reused.
/// </summary>
public readonly partial struct BsonValue
{
    private readonly byte[]? _buffer;

    // A scalar's bits, or offset (high half) and length (low half) of the value's bytes in _buffer.
    private readonly long _payload;

    private BsonValue(BsonType type, long payload, byte[]? buffer = null)
    {
        _buffer = buffer;
        _payload = payload;
        Type = type;
    }

    /// <summary>Null.</summary>
    public static BsonValue Null => new(BsonType.Null, 0);

    /// <summary>Undefined.</summary>
    public static BsonValue Undefined => new(BsonType.Undefined, 0);

    /// <summary>No value; what reading an absent field gives.</summary>
    public static BsonValue Missing => default;

    /// <summary>The least value.</summary>
    public static BsonValue MinKey => new(BsonType.MinKey, 0);

    /// <summary>The greatest value.</summary>
    public static BsonValue MaxKey => new(BsonType.MaxKey, 0);

    /// <summary>The value's type.</summary>
    public BsonType Type { get; }

    /// <summary>Whether there is no value.</summary>
    public bool IsMissing => Type == BsonType.Missing;

    /// <summary>Whether the value is missing, null or undefined: what the language treats as "nothing".</summary>
    public bool IsNullish => Type is BsonType.Missing or BsonType.Null or BsonType.Undefined;

    /// <summary>Whether the value is an int32, int64, double or decimal128.</summary>
    public bool IsNumber => Type is BsonType.Int32 or BsonType.Int64 or BsonType.Double or BsonType.Decimal128;

    /// <summary>The buffer of a value that lives in bytes; null for scalars.</summary>
    public byte[]? Buffer => _buffer;

    /// <summary>Where the value's bytes begin in <see cref="Buffer"/>.</summary>
    public int Offset => (int)(_payload >> 32);

    /// <summary>How many bytes the value has in <see cref="Buffer"/>.</summary>
    public int Length => (int)_payload;

    /// <summary>The scalar's eight bytes as they are; only the meaning for the type decides what they are.</summary>
    public long Payload => _payload;

    /// <summary>
    /// The value's bytes in <see cref="Buffer"/>: text without prefix and terminator, a document or array whole, binary
    /// data without length and subtype, an object id or decimal whole, other types as on the wire.
    /// </summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(Offset, Length);

    /// <summary>A boolean's value.</summary>
    public bool AsBoolean => Scalar(BsonType.Boolean) != 0;

    /// <summary>An int32's value.</summary>
    public int AsInt32 => (int)Scalar(BsonType.Int32);

    /// <summary>An int64's value.</summary>
    public long AsInt64 => Scalar(BsonType.Int64);

    /// <summary>A double's value.</summary>
    public double AsDouble => BitConverter.Int64BitsToDouble(Scalar(BsonType.Double));

    /// <summary>A date's value, milliseconds since 1970-01-01 UTC.</summary>
    public long AsDateTimeMs => Scalar(BsonType.DateTime);

    /// <summary>A timestamp's value: seconds in the high 32 bits, increment in the low.</summary>
    public ulong AsTimestamp => (ulong)Scalar(BsonType.Timestamp);

    /// <summary>A string's (also a symbol's or code's) UTF-8 bytes.</summary>
    public ReadOnlySpan<byte> AsStringUtf8 =>
        Type is BsonType.String or BsonType.Symbol or BsonType.JavaScript ? Bytes : Referenced(BsonType.String);

    /// <summary>A string's (also a symbol's or code's) text; allocates.</summary>
    public string AsString => Encoding.UTF8.GetString(AsStringUtf8);

    /// <summary>An embedded document.</summary>
    public BsonDocument AsDocument
    {
        get
        {
            _ = Referenced(BsonType.Document);
            return BsonDocument.FromTrusted(_buffer!, Offset, Length);
        }
    }

    /// <summary>An array.</summary>
    public BsonArray AsArray
    {
        get
        {
            _ = Referenced(BsonType.Array);
            return new BsonArray(BsonDocument.FromTrusted(_buffer!, Offset, Length));
        }
    }

    /// <summary>Binary data without its subtype.</summary>
    public ReadOnlySpan<byte> AsBinary => Referenced(BsonType.Binary);

    /// <summary>The subtype of binary data.</summary>
    public byte BinarySubtype
    {
        get
        {
            _ = Referenced(BsonType.Binary);
            return _buffer![Offset - 1];
        }
    }

    /// <summary>An object id.</summary>
    public ObjectId AsObjectId => new(Referenced(BsonType.ObjectId));

    /// <summary>A decimal.</summary>
    public Decimal128 AsDecimal128 => new(Referenced(BsonType.Decimal128));

    /// <summary>Pattern and options of a regular expression; allocates.</summary>
    public (string Pattern, string Options) AsRegularExpression
    {
        get
        {
            var bytes = Referenced(BsonType.RegularExpression);
            var patternEnd = BsonLayout.CStringEnd(bytes, 0);
            return (Encoding.UTF8.GetString(bytes[..patternEnd]),
                Encoding.UTF8.GetString(bytes[(patternEnd + 1)..^1]));
        }
    }

    /// <summary>The code of code with scope, and its scope.</summary>
    /// <exception cref="BsonFormatException">The inner lengths do not add up.</exception>
    public ReadOnlySpan<byte> CodeWithScope(out BsonDocument scope)
    {
        // int32 total, int32 code length with terminator, code, 0, scope document.
        var bytes = Referenced(BsonType.JavaScriptWithScope);
        var codeLength = bytes.Length < 14 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        if (codeLength < 1 || codeLength > bytes.Length - 13)
        {
            BsonThrow.BadLength(codeLength, Offset + 4);
        }

        scope = new BsonDocument(_buffer!, Offset + 8 + codeLength, Length - 8 - codeLength);
        return bytes.Slice(8, codeLength - 1);
    }

    /// <summary>The value that an element of a document holds; its bytes stay where they are.</summary>
    /// <param name="type">The element's type.</param>
    /// <param name="buffer">The document's buffer.</param>
    /// <param name="offset">Where the value begins on the wire.</param>
    /// <param name="length">The value's length on the wire.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BsonValue FromRaw(BsonType type, byte[] buffer, int offset, int length)
    {
        switch (type)
        {
            case BsonType.Int32:
                return new(type, BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(offset)));
            case BsonType.Double or BsonType.Int64 or BsonType.DateTime or BsonType.Timestamp:
                return new(type, BinaryPrimitives.ReadInt64LittleEndian(buffer.AsSpan(offset)));
            case BsonType.String or BsonType.Symbol or BsonType.JavaScript:
                return new(type, Pack(offset + 4, length - 5), buffer);
            case BsonType.Boolean:
                return new(type, buffer[offset]);
            case BsonType.Null or BsonType.Undefined or BsonType.MinKey or BsonType.MaxKey or BsonType.Missing:
                return new(type, 0);
            case BsonType.Binary:
                return new(type, Pack(offset + 5, length - 5), buffer);
            default:
                return new(type, Pack(offset, length), buffer);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Pack(int offset, int length) => ((long)offset << 32) | (uint)length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Scalar(BsonType expected)
    {
        if (Type != expected)
        {
            BsonThrow.WrongType(expected, Type);
        }

        return _payload;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> Referenced(BsonType expected)
    {
        if (Type != expected)
        {
            BsonThrow.WrongType(expected, Type);
        }

        return Bytes;
    }
}
