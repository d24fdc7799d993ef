using System.Buffers.Text;
using System.Globalization;
using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>Conversions to string.</summary>
internal static class ToText
{
    private const byte UuidSubtype = 4;

    public static BsonValue Convert(in BsonValue value, in ConversionTarget target, EvaluationContext context)
    {
        switch (value.Type)
        {
            case BsonType.String:
                return value;
            case BsonType.Boolean:
                return context.Text(value.AsBoolean ? "true"u8 : "false"u8);
            case BsonType.Int32 or BsonType.Int64:
                return Integer(value.Payload, target.Base, context);
            case BsonType.Double when target.Base != 10 && Numbers.TryToInt64(value, out var whole):
                return Integer(whole, target.Base, context);
            case BsonType.Double:
                return context.Text(Double(value.AsDouble));
            case BsonType.Decimal128:
                return context.Text(value.AsDecimal128.ToString());
            case BsonType.DateTime:
                return DateText.Iso(value.AsDateTimeMs, context);
            case BsonType.ObjectId:
                return context.Text(value.AsObjectId.ToString());
            case BsonType.Binary:
                return Binary(value, target.Format, context);
            default:
                throw Conversion.Unsupported(value, BsonType.String);
        }
    }

    /// <summary>
    /// A double with six significant digits, in the form of the C library's <c>%g</c>, as the server does.
    /// </summary>
    public static string Double(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }

        if (value == 0)
        {
            return double.IsNegative(value) ? "-0" : "0";
        }

        var scientific = value.ToString("0.#####e+00", CultureInfo.InvariantCulture);
        var exponent = int.Parse(scientific.AsSpan(scientific.IndexOf('e') + 1), CultureInfo.InvariantCulture);
        return exponent is < -4 or >= 6 ? scientific : value.ToString("G6", CultureInfo.InvariantCulture);
    }

    private static BsonValue Integer(long value, int radix, EvaluationContext context)
    {
        Span<byte> digits = stackalloc byte[65];
        if (radix == 10)
        {
            _ = Utf8Formatter.TryFormat(value, digits, out var length);
            return context.Text(digits[..length]);
        }

        var start = digits.Length;
        var rest = value < 0 ? (ulong)-(Int128)value : (ulong)value;
        do
        {
            digits[--start] = "0123456789ABCDEF"u8[(int)(rest % (uint)radix)];
            rest /= (uint)radix;
        }
        while (rest != 0);
        if (value < 0)
        {
            digits[--start] = (byte)'-';
        }

        return context.Text(digits[start..]);
    }

    private static BsonValue Binary(in BsonValue value, string format, EvaluationContext context)
    {
        if (format.Length == 0 || format == "auto")
        {
            format = value.BinarySubtype == UuidSubtype && value.Length == 16 ? "uuid" : "base64";
        }

        var bytes = value.AsBinary;
        return format switch
        {
            "base64" => context.Text(System.Convert.ToBase64String(bytes)),
            "base64url" => context.Text(Base64Url.EncodeToString(bytes)),
            "hex" => context.Text(System.Convert.ToHexString(bytes)),
            "uuid" => value.BinarySubtype == UuidSubtype && bytes.Length == 16
                ? context.Text(new Guid(bytes, bigEndian: true).ToString())
                : throw new EvaluationException(Conversion.FailureCode, "only binary data of subtype 4 is a UUID"),
            _ => System.Text.Unicode.Utf8.IsValid(bytes)
                ? context.Text(bytes)
                : throw new EvaluationException(Conversion.FailureCode, "the binary data is not UTF-8 text"),
        };
    }
}
