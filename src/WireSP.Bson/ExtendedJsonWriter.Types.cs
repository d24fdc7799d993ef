using System.Buffers.Binary;

namespace WireSP.Bson;

/// <content>Types that JSON lacks, in their <c>$…</c> forms and as plain JSON.</content>
internal ref partial struct ExtendedJsonWriter
{
    private void WriteTyped(in BsonValue value)
    {
        switch (value.Type)
        {
            case BsonType.ObjectId:
                _text.Raw("{\"$oid\":\""u8);
                _text.Hex(value.Bytes);
                _text.Raw("\"}"u8);
                break;
            case BsonType.Decimal128:
                _text.Raw("{\"$numberDecimal\":"u8);
                WriteDecimalText(value.AsDecimal128);
                _text.Byte('}');
                break;
            case BsonType.Binary:
                WriteBinary(value);
                break;
            case BsonType.RegularExpression:
                _text.Raw("{\"$regularExpression\":"u8);
                WriteRegularExpression(value.Bytes);
                _text.Byte('}');
                break;
            case BsonType.Timestamp:
                WriteTimestamp(value.AsTimestamp);
                break;
            case BsonType.JavaScript:
                WriteText("{\"$code\":"u8, value.Bytes);
                break;
            case BsonType.Symbol:
                WriteText("{\"$symbol\":"u8, value.Bytes);
                break;
            case BsonType.DbPointer:
                WriteDbPointer(value);
                break;
            case BsonType.MinKey:
                _text.Raw("{\"$minKey\":1}"u8);
                break;
            case BsonType.MaxKey:
                _text.Raw("{\"$maxKey\":1}"u8);
                break;
            default:
                _text.Raw("{\"$undefined\":true}"u8);
                break;
        }
    }

    // Plain JSON. What nobody has documented keeps its text where it has one, and its form where plain JSON has
    // nothing.
    private void WriteBasic(in BsonValue value)
    {
        switch (value.Type)
        {
            case BsonType.ObjectId:
                _text.Byte('"');
                _text.Hex(value.Bytes);
                _text.Byte('"');
                break;
            case BsonType.Decimal128:
                WriteDecimalText(value.AsDecimal128);
                break;
            case BsonType.Binary:
                WriteBasicBinary(value);
                break;
            case BsonType.RegularExpression:
                WriteRegularExpression(value.Bytes);
                break;
            case BsonType.Timestamp:
                _text.Number((long)(value.AsTimestamp >> 32) * 1000);
                break;
            case BsonType.JavaScript or BsonType.Symbol:
                _text.Quoted(value.Bytes);
                break;
            case BsonType.Undefined:
                _text.Raw("null"u8);
                break;
            default:
                WriteTyped(value);
                break;
        }
    }

    private void WriteText(ReadOnlySpan<byte> before, ReadOnlySpan<byte> text)
    {
        _text.Raw(before);
        _text.Quoted(text);
        _text.Byte('}');
    }

    private void WriteDecimalText(Decimal128 value)
    {
        Span<byte> text = stackalloc byte[Decimal128.TextCharsMax];
        _text.Byte('"');
        _text.Raw(text[..value.Format(text)]);
        _text.Byte('"');
    }

    private void WriteBinary(in BsonValue value)
    {
        // The data of the old subtype 2 begins with its length, which is not part of it.
        var skipped = value.BinarySubtype == 2 && value.Length >= 4 ? 4 : 0;
        _text.Raw("{\"$binary\":{\"base64\":\""u8);
        _text.Base64(value.Bytes[skipped..]);
        _text.Raw("\",\"subType\":\""u8);
        _text.Hex([value.BinarySubtype]);
        _text.Raw("\"}}"u8);
    }

    private void WriteBasicBinary(in BsonValue value)
    {
        _text.Byte('"');
        if (value.BinarySubtype == 4 && value.Length == 16)
        {
            Span<byte> text = stackalloc byte[36];
            _ = new Guid(value.Bytes, bigEndian: true).TryFormat(text, out _, "D");
            _text.Raw(text);
        }
        else
        {
            _text.Base64(value.Bytes);
        }

        _text.Byte('"');
    }

    private void WriteRegularExpression(ReadOnlySpan<byte> bytes)
    {
        var patternEnd = BsonLayout.CStringEnd(bytes, 0);
        _text.Raw("{\"pattern\":"u8);
        _text.Quoted(bytes[..patternEnd]);
        _text.Raw(",\"options\":"u8);
        _text.Quoted(bytes[(patternEnd + 1)..^1]);
        _text.Byte('}');
    }

    private void WriteTimestamp(ulong value)
    {
        _text.Raw("{\"$timestamp\":{\"t\":"u8);
        _text.Number((long)(value >> 32));
        _text.Raw(",\"i\":"u8);
        _text.Number((uint)value);
        _text.Raw("}}"u8);
    }

    private void WriteDbPointer(in BsonValue value)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(value.Bytes);
        _text.Raw("{\"$dbPointer\":{\"$ref\":"u8);
        _text.Quoted(value.Bytes.Slice(4, length - 1));
        _text.Raw(",\"$id\":{\"$oid\":\""u8);
        _text.Hex(value.Bytes[^ObjectId.Size..]);
        _text.Raw("\"}}}"u8);
    }
}
