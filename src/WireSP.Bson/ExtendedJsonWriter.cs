using System.Buffers;
using System.Runtime.CompilerServices;

namespace WireSP.Bson;

/// <summary>Writes documents as JSON straight into a buffer, without a string per field.</summary>
internal ref partial struct ExtendedJsonWriter
{
    // The last millisecond of the year 9999: up to here relaxed dates are ISO texts.
    private const long LastIsoDateMs = 253_402_300_799_999;

    private readonly ExtendedJsonFormat _format;
    private readonly ExtendedJsonDates _dates;
    private JsonTextOutput _text;

    private ExtendedJsonWriter(IBufferWriter<byte> output, ExtendedJsonOptions options)
    {
        _format = options.Format;
        _dates = options.Dates;
        _text = new JsonTextOutput(output);
    }

    /// <summary>Writes one value.</summary>
    /// <exception cref="BsonFormatException">The document is malformed or nests too deeply.</exception>
    public static void Write(in BsonValue value, IBufferWriter<byte> output, ExtendedJsonOptions options)
    {
        var writer = new ExtendedJsonWriter(output, options);
        writer.WriteValue(value, 0);
        writer._text.Flush();
    }

    private void WriteDocument(BsonDocument document, int depth)
    {
        if (depth > BsonLimits.NestingDepthMax)
        {
            BsonThrow.TooDeep(document.Offset);
        }

        var separator = '{';
        foreach (var element in document)
        {
            _text.Name(separator, element.Buffer, element.RawOffset + 1, element.NameUtf8.Length);
            separator = ',';
            WriteValue(element.Value, depth);
        }

        if (separator == '{')
        {
            _text.Byte('{');
        }

        _text.Byte('}');
    }

    private void WriteArray(BsonArray array, int depth)
    {
        if (depth > BsonLimits.NestingDepthMax)
        {
            BsonThrow.TooDeep(array.AsDocument.Offset);
        }

        var separator = '[';
        foreach (var value in array)
        {
            _text.Byte(separator);
            separator = ',';
            WriteValue(value, depth);
        }

        if (separator == '[')
        {
            _text.Byte('[');
        }

        _text.Byte(']');
    }

    private void WriteValue(in BsonValue value, int depth)
    {
        switch (value.Type)
        {
            case BsonType.String:
                _text.Quoted(value.Buffer!, value.Offset, value.Length);
                break;
            case BsonType.Int32 or BsonType.Int64:
                WriteInteger(value);
                break;
            case BsonType.Double:
                WriteDouble(value.AsDouble);
                break;
            case BsonType.Document:
                WriteDocument(value.AsDocument, depth + 1);
                break;
            case BsonType.Array:
                WriteArray(value.AsArray, depth + 1);
                break;
            case BsonType.DateTime:
                WriteDate(value.AsDateTimeMs);
                break;
            case BsonType.Boolean:
                _text.Raw(value.AsBoolean ? "true"u8 : "false"u8);
                break;
            case BsonType.Null or BsonType.Missing:
                _text.Raw("null"u8);
                break;
            case BsonType.JavaScriptWithScope:
                WriteCodeWithScope(value, depth);
                break;
            default:
                if (_format == ExtendedJsonFormat.Basic)
                {
                    WriteBasic(value);
                }
                else
                {
                    WriteTyped(value);
                }

                break;
        }
    }

    private void WriteInteger(in BsonValue value)
    {
        if (_format != ExtendedJsonFormat.Canonical)
        {
            _text.Number(value.Payload);
            return;
        }

        _text.Raw(value.Type == BsonType.Int32 ? "{\"$numberInt\":\""u8 : "{\"$numberLong\":\""u8);
        _text.Number(value.Payload);
        _text.Raw("\"}"u8);
    }

    private void WriteDouble(double value)
    {
        if (!double.IsFinite(value))
        {
            var name = double.IsNaN(value) ? "\"NaN\""u8 : value > 0 ? "\"Infinity\""u8 : "\"-Infinity\""u8;
            WriteForm("{\"$numberDouble\":"u8, name, "}"u8);
        }
        else if (_format == ExtendedJsonFormat.Canonical)
        {
            _text.Raw("{\"$numberDouble\":\""u8);
            _text.Number(value);
            _text.Raw("\"}"u8);
        }
        else
        {
            _text.Number(value);
        }
    }

    [SkipLocalsInit]
    private void WriteDate(long milliseconds)
    {
        Span<byte> text = stackalloc byte[IsoDate.TextCharsMax];
        if (_dates == ExtendedJsonDates.Iso8601)
        {
            _text.Byte('"');
            _text.Raw(text[..IsoDate.Format(milliseconds, text, omitZeroFraction: false)]);
            _text.Byte('"');
        }
        else if (_format == ExtendedJsonFormat.Basic)
        {
            _text.Number(milliseconds);
        }
        else if (_format == ExtendedJsonFormat.Relaxed && milliseconds is >= 0 and <= LastIsoDateMs)
        {
            _text.Raw("{\"$date\":\""u8);
            _text.Raw(text[..IsoDate.Format(milliseconds, text, omitZeroFraction: true)]);
            _text.Raw("\"}"u8);
        }
        else
        {
            _text.Raw("{\"$date\":{\"$numberLong\":\""u8);
            _text.Number(milliseconds);
            _text.Raw("\"}}"u8);
        }
    }

    private void WriteCodeWithScope(in BsonValue value, int depth)
    {
        var code = value.CodeWithScope(out var scope);
        _text.Raw("{\"$code\":"u8);
        _text.Quoted(code);
        _text.Raw(",\"$scope\":"u8);
        WriteDocument(scope, depth + 1);
        _text.Byte('}');
    }

    // The basic format writes only the middle.
    private void WriteForm(
        scoped ReadOnlySpan<byte> before, scoped ReadOnlySpan<byte> middle, scoped ReadOnlySpan<byte> after)
    {
        if (_format == ExtendedJsonFormat.Basic)
        {
            _text.Raw(middle);
            return;
        }

        _text.Raw(before);
        _text.Raw(middle);
        _text.Raw(after);
    }
}
