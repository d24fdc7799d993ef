using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace WireSP.Bson;

/// <content>Forms with texts and bytes: copied first, because writing one part could overwrite the next.</content>
internal readonly ref partial struct ExtendedJsonWrapper
{
    private string? ReplaceText(BsonType type)
    {
        if (Value.Type != BsonType.String)
        {
            return Expected("a text");
        }

        var text = Value.Copy();
        Begin(type);
        _output.WriteValueBytes(text);
        return null;
    }

    private string? ReplaceCode()
    {
        var hasCode = _document.TryGetValue("$code"u8, out var code);
        if (!hasCode)
        {
            return null;
        }

        if (_count == 1)
        {
            return ReplaceText(BsonType.JavaScript);
        }

        if (_count != 2 || !_document.TryGetValue("$scope"u8, out var scope)
            || code.Type != BsonType.String || scope.Type != BsonType.Document)
        {
            return Expected("a text, alone or beside a document $scope");
        }

        code = code.Copy();
        scope = scope.Copy();
        Begin(BsonType.JavaScriptWithScope);
        _output.WriteRawInt32(0);
        _output.WriteValueBytes(code);
        _output.WriteRaw(scope.Bytes);
        _output.PatchInt32(_start, _output.Position - _start);
        return null;
    }

    private string? ReplaceDbPointer()
    {
        if (!TryGetParts("$ref"u8, "$id"u8, out var collection, out var id)
            || collection.Type != BsonType.String || id.Type != BsonType.ObjectId)
        {
            return Expected("""a document {"$ref": text, "$id": object id}""");
        }

        collection = collection.Copy();
        id = id.Copy();
        Begin(BsonType.DbPointer);
        _output.WriteValueBytes(collection);
        _output.WriteRaw(id.Bytes);
        return null;
    }

    private string? ReplaceRegularExpression() =>
        TryGetParts("pattern"u8, "options"u8, out var pattern, out var options)
        && pattern.Type == BsonType.String && options.Type == BsonType.String
            ? PutRegularExpression(pattern, options)
            : Expected("""a document {"pattern": text, "options": text}""");

    // Alone, or with anything but a text, $regex is the query operator and the document stays one.
    private string? ReplaceLegacyRegularExpression() =>
        _count == 2
        && _document.TryGetValue("$regex"u8, out var pattern) && pattern.Type == BsonType.String
        && _document.TryGetValue("$options"u8, out var options) && options.Type == BsonType.String
            ? PutRegularExpression(pattern, options)
            : null;

    private string? PutRegularExpression(in BsonValue pattern, in BsonValue options)
    {
        if (pattern.Bytes.Contains((byte)0) || options.Bytes.Contains((byte)0))
        {
            return Expected("a pattern and options without NUL");
        }

        var patternCopy = pattern.Bytes.ToArray();
        var optionsCopy = options.Bytes.ToArray();
        // The format wants the options in alphabetical order.
        Array.Sort(optionsCopy);
        Begin(BsonType.RegularExpression);
        _output.WriteRaw(patternCopy);
        _output.WriteRaw([0]);
        _output.WriteRaw(optionsCopy);
        _output.WriteRaw([0]);
        return null;
    }

    private string? ReplaceBinary()
    {
        if (!_document.TryGetValue("$binary"u8, out var value))
        {
            return null;
        }

        BsonValue subtype;
        if (value.Type == BsonType.Document)
        {
            var isWhole = _count == 1;
            if (!isWhole || !TryGetParts("base64"u8, "subType"u8, out value, out subtype))
            {
                return Expected("""a document {"base64": text, "subType": text}""");
            }
        }
        else if (_count != 2 || !_document.TryGetValue("$type"u8, out subtype))
        {
            return Expected("a document, or a text beside $type");
        }

        return value.Type == BsonType.String && TryReadSubtype(subtype, out var number)
            ? PutBinary(value.Bytes, number)
            : Expected("base64 text and a subtype from \"00\" to \"ff\"");
    }

    private string? PutBinary(ReadOnlySpan<byte> base64, byte subtype)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
        if (Base64.DecodeFromUtf8(base64, bytes, out _, out var length) != OperationStatus.Done)
        {
            return Expected("base64 text");
        }

        Begin(BsonType.Binary);
        // The old subtype 2 repeats its length in its data.
        var prefix = subtype == 2 ? 4 : 0;
        _output.WriteRawInt32(length + prefix);
        _output.WriteRaw([subtype]);
        if (subtype == 2)
        {
            _output.WriteRawInt32(length);
        }

        _output.WriteRaw(bytes.AsSpan(0, length));
        return null;
    }

    // Hexadecimal text; in the first version of the format also a number, or "ffffff80" for subtypes from 128.
    private static bool TryReadSubtype(in BsonValue value, out byte subtype)
    {
        subtype = 0;
        if (value.Type == BsonType.Int32)
        {
            subtype = (byte)value.AsInt32;
            return value.AsInt32 is >= 0 and <= byte.MaxValue;
        }

        if (value.Type != BsonType.String)
        {
            return false;
        }

        var text = value.Bytes.StartsWith("ffffff"u8) ? value.Bytes[6..] : value.Bytes;
        return text.Length is 1 or 2
            && byte.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out subtype);
    }
}
