using System.Globalization;

namespace WireSP.Bson;

/// <content>Forms with one part: their value is read whole before its place is overwritten.</content>
internal readonly ref partial struct ExtendedJsonWrapper
{
    private ReadOnlySpan<byte> Text => Value.Type == BsonType.String ? Value.Bytes : default;

    private string? ReplaceObjectId()
    {
        Span<byte> id = stackalloc byte[ObjectId.Size];
        if (Text.Length != 2 * ObjectId.Size
            || Convert.FromHexString(Text, id, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return Expected("a text of 24 hexadecimal digits");
        }

        Begin(BsonType.ObjectId);
        _output.WriteRaw(id);
        return null;
    }

    private string? ReplaceDate()
    {
        long milliseconds;
        switch (Value.Type)
        {
            case BsonType.Int32 or BsonType.Int64:
                milliseconds = Value.Payload;
                break;
            case BsonType.Double when Math.Abs(Value.AsDouble) < long.MaxValue && double.IsInteger(Value.AsDouble):
                milliseconds = (long)Value.AsDouble;
                break;
            case BsonType.String when IsoDate.TryParse(Text, out milliseconds):
                break;
            default:
                return Expected("an ISO 8601 date or milliseconds since 1970");
        }

        return PutInt64(BsonType.DateTime, milliseconds);
    }

    private string? ReplaceInt32()
    {
        if (!int.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            return Expected("a text that is a 32-bit integer");
        }

        Begin(BsonType.Int32);
        _output.WriteRawInt32(value);
        return null;
    }

    private string? ReplaceInt64() =>
        long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? PutInt64(BsonType.Int64, value)
            : Expected("a text that is a 64-bit integer");

    private string? ReplaceDouble()
    {
        // The runtime would also accept other spellings of the specials, and numbers that overflow to them.
        var isSpecial = Text.SequenceEqual("NaN"u8) || Text.SequenceEqual("Infinity"u8)
            || Text.SequenceEqual("-Infinity"u8);
        const NumberStyles Styles =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(Text, Styles, CultureInfo.InvariantCulture, out var value)
            && (isSpecial || double.IsFinite(value))
                ? PutInt64(BsonType.Double, BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value))
                : Expected("a text that is a double");
    }

    private string? ReplaceDecimal()
    {
        // Rounding would change what was written, so more digits than fit are refused.
        if (!Decimal128.TryParse(Text, out var value, out var isExact) || !isExact)
        {
            return Expected("a text that a decimal128 holds exactly");
        }

        Begin(BsonType.Decimal128);
        Span<byte> bytes = stackalloc byte[Decimal128.Size];
        value.CopyTo(bytes);
        _output.WriteRaw(bytes);
        return null;
    }

    private string? ReplaceUuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!Guid.TryParseExact(System.Text.Encoding.UTF8.GetString(Text), "D", out var uuid)
            || !uuid.TryWriteBytes(bytes, bigEndian: true, out _))
        {
            return Expected("a text like 00112233-4455-6677-8899-aabbccddeeff");
        }

        Begin(BsonType.Binary);
        _output.WriteRawInt32(bytes.Length);
        _output.WriteRaw([4]);
        _output.WriteRaw(bytes);
        return null;
    }

    private string? ReplaceMarker(BsonType type)
    {
        var isRight = type == BsonType.Undefined
            ? Value.Type == BsonType.Boolean && Value.AsBoolean
            : Value.Type == BsonType.Int32 && Value.AsInt32 == 1;
        if (!isRight)
        {
            return Expected(type == BsonType.Undefined ? "true" : "1");
        }

        Begin(type);
        return null;
    }

    private string? ReplaceTimestamp()
    {
        var isRight = TryGetParts("t"u8, "i"u8, out var seconds, out var increment)
            && IsUInt32(seconds) && IsUInt32(increment);
        return isRight
            ? PutInt64(BsonType.Timestamp, (seconds.Payload << 32) | increment.Payload)
            : Expected("""a document {"t": seconds, "i": increment} of 32-bit numbers""");

        static bool IsUInt32(in BsonValue value) =>
            value.Type is BsonType.Int32 or BsonType.Int64 && value.Payload is >= 0 and <= uint.MaxValue;
    }

    // The two fields, and no other, of the document that the form's only field holds.
    private bool TryGetParts(
        ReadOnlySpan<byte> name, ReadOnlySpan<byte> otherName, out BsonValue value, out BsonValue other)
    {
        value = default;
        other = default;
        return Value.Type == BsonType.Document && Value.AsDocument.CountElements() == 2
            && Value.AsDocument.TryGetValue(name, out value) && Value.AsDocument.TryGetValue(otherName, out other);
    }
}
