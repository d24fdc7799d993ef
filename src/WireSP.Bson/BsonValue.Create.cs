using System.Runtime.CompilerServices;
using System.Text;

namespace WireSP.Bson;

/// <content>Makes values from .NET ones and from slices of a buffer.</content>
public readonly partial struct BsonValue
{
    /// <summary>True or false.</summary>
    public static implicit operator BsonValue(bool value) => FromBoolean(value);

    /// <summary>An int32.</summary>
    public static implicit operator BsonValue(int value) => FromInt32(value);

    /// <summary>An int64.</summary>
    public static implicit operator BsonValue(long value) => FromInt64(value);

    /// <summary>A double.</summary>
    public static implicit operator BsonValue(double value) => FromDouble(value);

    /// <summary>
    /// Gives a scalar that is kept somewhere other eight bytes, without writing its type and its reference again.
    /// </summary>
    public static void SetPayload(ref BsonValue scalar, long payload) =>
        Unsafe.AsRef(in scalar._payload) = payload;

    /// <summary>A string, or null for a null reference; allocates.</summary>
    public static implicit operator BsonValue(string? value) => FromString(value);

    /// <summary>An embedded document.</summary>
    public static implicit operator BsonValue(BsonDocument value) => FromDocument(value);

    /// <summary>An array.</summary>
    public static implicit operator BsonValue(BsonArray value) => FromArray(value);

    /// <summary>An object id; allocates.</summary>
    public static implicit operator BsonValue(ObjectId value) => FromObjectId(value);

    /// <summary>A decimal; allocates.</summary>
    public static implicit operator BsonValue(Decimal128 value) => FromDecimal128(value);

    /// <summary>True or false.</summary>
    public static BsonValue FromBoolean(bool value) => new(BsonType.Boolean, value ? 1 : 0);

    /// <summary>An int32.</summary>
    public static BsonValue FromInt32(int value) => new(BsonType.Int32, value);

    /// <summary>An int64.</summary>
    public static BsonValue FromInt64(long value) => new(BsonType.Int64, value);

    /// <summary>A double.</summary>
    public static BsonValue FromDouble(double value) => new(BsonType.Double, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A date of so many milliseconds since 1970-01-01 UTC.</summary>
    public static BsonValue FromDateTimeMs(long milliseconds) => new(BsonType.DateTime, milliseconds);

    /// <summary>A date, to the millisecond.</summary>
    public static BsonValue FromDateTime(DateTimeOffset value) =>
        new(BsonType.DateTime, value.ToUnixTimeMilliseconds());

    /// <summary>A timestamp: seconds in the high 32 bits, increment in the low.</summary>
    public static BsonValue FromTimestamp(ulong value) => new(BsonType.Timestamp, (long)value);

    /// <summary>A scalar of that type whose eight bytes are those of <see cref="Payload"/>.</summary>
    public static BsonValue FromPayload(BsonType type, long payload) => new(type, payload);

    /// <summary>A string, or null for a null reference; allocates.</summary>
    public static BsonValue FromString(string? value)
    {
        if (value is null)
        {
            return Null;
        }

        var bytes = Encoding.UTF8.GetBytes(value);
        return new(BsonType.String, Pack(0, bytes.Length), bytes);
    }

    /// <summary>A string whose UTF-8 bytes are a slice of a buffer; nothing is copied or checked.</summary>
    public static BsonValue FromStringUtf8(byte[] buffer, int offset, int length) =>
        new(BsonType.String, Pack(offset, length), buffer);

    /// <summary>A value of a text type (string, symbol, code) over a slice of a buffer.</summary>
    public static BsonValue FromTextUtf8(BsonType type, byte[] buffer, int offset, int length) =>
        new(type, Pack(offset, length), buffer);

    /// <summary>An embedded document.</summary>
    public static BsonValue FromDocument(BsonDocument value) =>
        new(BsonType.Document, Pack(value.Offset, value.Length), value.Buffer);

    /// <summary>An array.</summary>
    public static BsonValue FromArray(BsonArray value) =>
        new(BsonType.Array, Pack(value.AsDocument.Offset, value.AsDocument.Length), value.AsDocument.Buffer);

    /// <summary>Binary data; allocates.</summary>
    public static BsonValue FromBinary(ReadOnlySpan<byte> data, byte subtype = 0)
    {
        // The subtype stands before the data, as on the wire, so that BinarySubtype reads one place for both.
        var bytes = new byte[data.Length + 1];
        bytes[0] = subtype;
        data.CopyTo(bytes.AsSpan(1));
        return new(BsonType.Binary, Pack(1, data.Length), bytes);
    }

    /// <summary>A UUID as binary subtype 4; allocates.</summary>
    public static BsonValue FromUuid(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = value.TryWriteBytes(bytes, bigEndian: true, out _);
        return FromBinary(bytes, subtype: 4);
    }

    /// <summary>An object id; allocates.</summary>
    public static BsonValue FromObjectId(ObjectId value)
    {
        var bytes = new byte[ObjectId.Size];
        value.CopyTo(bytes);
        return new(BsonType.ObjectId, Pack(0, bytes.Length), bytes);
    }

    /// <summary>A decimal; allocates.</summary>
    public static BsonValue FromDecimal128(Decimal128 value)
    {
        var bytes = new byte[Decimal128.Size];
        value.CopyTo(bytes);
        return new(BsonType.Decimal128, Pack(0, bytes.Length), bytes);
    }

    /// <summary>A regular expression; allocates.</summary>
    public static BsonValue FromRegularExpression(string pattern, string options)
    {
        var bytes = Encoding.UTF8.GetBytes($"{pattern}\0{options}\0");
        return new(BsonType.RegularExpression, Pack(0, bytes.Length), bytes);
    }

    /// <summary>JavaScript code without scope; allocates.</summary>
    public static BsonValue FromJavaScript(string code)
    {
        var bytes = Encoding.UTF8.GetBytes(code);
        return new(BsonType.JavaScript, Pack(0, bytes.Length), bytes);
    }

    /// <summary>
    /// Copies the value's bytes, so that it may outlive the buffer it is in; scalars are returned as they are.
    /// </summary>
    public BsonValue Copy()
    {
        if (_buffer is null)
        {
            return this;
        }

        return Type == BsonType.Binary
            ? FromBinary(Bytes, BinarySubtype)
            : new(Type, Pack(0, Length), Bytes.ToArray());
    }

    /// <summary>
    /// As <see cref="Copy"/>, but into the bytes of an earlier copy where they suffice; that copy is then no longer
    /// valid.
    /// </summary>
    public BsonValue CopyOver(in BsonValue earlier)
    {
        var start = Type == BsonType.Binary ? 1 : 0;
        if (_buffer is null || earlier._buffer is not { } bytes || bytes.Length < start + Length)
        {
            return Copy();
        }

        if (start > 0)
        {
            bytes[0] = BinarySubtype;
        }

        Bytes.CopyTo(bytes.AsSpan(start));
        return new(Type, Pack(start, Length), bytes);
    }
}
