using System.Text;

namespace WireSP.Bson;

/// <content>
/// Words and type constructors. A constructor is turned into the Extended JSON form of its type, so that both are
/// checked by the same rules.
/// </content>
internal ref partial struct LenientJsonParser
{
    private void ReadWord(int typeAt, int depth)
    {
        var start = _position;
        var word = ReadBareWord();
        if (word == "new")
        {
            SkipBlanks();
            word = ReadBareWord();
        }

        switch (word)
        {
            case "true" or "false":
                Put(typeAt, word == "true");
                return;
            case "null":
                Put(typeAt, BsonValue.Null);
                return;
            case "undefined":
                Put(typeAt, BsonValue.Undefined);
                return;
            case "NaN":
                Put(typeAt, double.NaN);
                return;
            case "Infinity":
                Put(typeAt, double.PositiveInfinity);
                return;
        }

        SkipBlanks();
        if (word is not null && Peek() == '(')
        {
            var arguments = ReadArguments(depth);
            if (TryConstruct(typeAt, word, arguments))
            {
                return;
            }
        }
        else if (word is "MinKey" or "MaxKey")
        {
            Put(typeAt, word == "MinKey" ? BsonValue.MinKey : BsonValue.MaxKey);
            return;
        }

        _position = start;
        Fail(word is null ? "expected a value" : $"'{word}' is no value that can be read here");
    }

    private BsonArray ReadArguments(int depth)
    {
        // Into a writer of their own: they are no part of the document.
        var arguments = new BsonWriter();
        var parser = new LenientJsonParser(_text, arguments) { _position = _position };
        var start = arguments.BeginDocument();
        parser.ReadItems(')', depth + 1);
        arguments.End(start);
        _position = parser._position;
        return new BsonArray(arguments.ToDocument());
    }

    private bool TryConstruct(int typeAt, string name, BsonArray arguments)
    {
        var first = arguments[0];
        var second = arguments[1];
        switch (name, arguments.Count())
        {
            case ("ObjectId", 1):
                return PutForm(typeAt, new() { { "$oid", first } });
            case ("ISODate" or "Date", 1):
                return PutForm(typeAt, new() { { "$date", first } });
            case ("UUID", 1):
                return PutForm(typeAt, new() { { "$uuid", WithHyphens(first) } });
            case ("NumberLong" or "Long", 1):
                return PutForm(typeAt, new() { { "$numberLong", NumberText(first) } });
            case ("NumberInt" or "Int32", 1):
                return PutForm(typeAt, new() { { "$numberInt", NumberText(first) } });
            case ("NumberDecimal" or "Decimal128", 1):
                return PutForm(typeAt, new() { { "$numberDecimal", NumberText(first) } });
            case ("NumberDouble" or "Double", 1):
                return PutForm(typeAt, new() { { "$numberDouble", NumberText(first) } });
            case ("BinData", 2):
                return PutForm(typeAt, new() { { "$binary", second }, { "$type", first } });
            case ("HexData", 2):
                return PutHexData(typeAt, first, second);
            case ("Timestamp", 1):
                return PutForm(typeAt, new() { { "$timestamp", first } });
            case ("Timestamp", 2):
                var timestamp = new BsonDocumentBuilder { { "t", first }, { "i", second } };
                return PutForm(typeAt, new() { { "$timestamp", timestamp.ToDocument() } });
            case ("MinKey" or "MaxKey", 0):
                Put(typeAt, name == "MinKey" ? BsonValue.MinKey : BsonValue.MaxKey);
                return true;
            default:
                return TryConstructText(typeAt, name, arguments);
        }
    }

    private bool TryConstructText(int typeAt, string name, BsonArray arguments)
    {
        var first = arguments[0];
        var second = arguments[1];
        switch (name, arguments.Count())
        {
            case ("RegExp" or "BSONRegExp", 1 or 2) when first.Type == BsonType.String:
                PutRegularExpression(typeAt, first.AsString, second.Type == BsonType.String ? second.AsString : "");
                return true;
            case ("Code", 1):
                return PutForm(typeAt, new() { { "$code", first } });
            case ("Code", 2):
                return PutForm(typeAt, new() { { "$code", first }, { "$scope", second } });
            case ("Symbol" or "BSONSymbol", 1):
                return PutForm(typeAt, new() { { "$symbol", first } });
            case ("DBPointer", 2):
                var pointer = new BsonDocumentBuilder { { "$ref", first }, { "$id", second } };
                return PutForm(typeAt, new() { { "$dbPointer", pointer.ToDocument() } });
            case ("DBRef", 2 or 3):
                var reference = new BsonDocumentBuilder
                {
                    { "$ref", first }, { "$id", second }, { "$db", arguments[2] },
                };
                Put(typeAt, reference.ToDocument());
                return true;
            default:
                return false;
        }
    }

    private bool PutForm(int typeAt, BsonDocumentBuilder form)
    {
        var start = _output.Position;
        SetType(typeAt, BsonType.Document);
        _output.WriteRaw(form.ToDocument().Span);
        Unwrap(typeAt, start);
        return true;
    }

    private bool PutHexData(int typeAt, in BsonValue subtype, in BsonValue hex)
    {
        if (subtype.Type != BsonType.Int32 || subtype.AsInt32 is < 0 or > byte.MaxValue || hex.Type != BsonType.String)
        {
            Fail("HexData: expected a subtype and hexadecimal text");
        }

        var bytes = new byte[hex.Length / 2];
        if (hex.Length % 2 != 0
            || Convert.FromHexString(hex.AsString, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            Fail("HexData: expected hexadecimal text");
        }

        return PutForm(
            typeAt, new() { { "$binary", Convert.ToBase64String(bytes) }, { "$type", subtype } });
    }

    private static BsonValue NumberText(in BsonValue argument)
    {
        if (!argument.IsNumber)
        {
            return argument;
        }

        var text = ExtendedJson.Format(argument, ExtendedJsonOptions.Basic);
        // A whole double is written with ".0", which the integer forms would refuse.
        return text.EndsWith(".0", StringComparison.Ordinal) ? text[..^2] : text.Trim('"');
    }

    private static BsonValue WithHyphens(in BsonValue argument) =>
        argument.Type == BsonType.String && argument.Length == 32
            && Guid.TryParseExact(Encoding.UTF8.GetString(argument.Bytes), "N", out var uuid)
                ? uuid.ToString("D")
                : argument;
}
