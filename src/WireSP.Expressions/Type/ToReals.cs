using System.Globalization;
using System.Text;
using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>Conversions to double and decimal.</summary>
internal static class ToReals
{
    public static BsonValue Double(in BsonValue value, in ConversionTarget target) => value.Type switch
    {
        BsonType.Double => value,
        BsonType.Int32 or BsonType.Int64 or BsonType.Boolean or BsonType.DateTime => (double)value.Payload,
        BsonType.Decimal128 => FromDecimal(value.AsDecimal128),
        BsonType.String => Parse(value, target.Base),
        BsonType.Binary => BinaryNumber.ReadDouble(value, target.IsBigEndian),
        _ => throw Conversion.Unsupported(value, BsonType.Double),
    };

    public static BsonValue Decimal(in BsonValue value, in ConversionTarget target, EvaluationContext context)
    {
        switch (value.Type)
        {
            case BsonType.Decimal128:
                return value;
            case BsonType.Double or BsonType.Int32 or BsonType.Int64:
                return context.Decimal(Numbers.ToDecimal(value));
            case BsonType.Boolean or BsonType.DateTime:
                return context.Decimal(Decimal128.FromInt64(value.Payload));
            case BsonType.String when target.Base != 10:
                return context.Decimal(Decimal128.FromInt64(ToIntegers.Long(value, target).AsInt64));
            case BsonType.String:
                return ParseDecimal(value, context);
            default:
                throw Conversion.Unsupported(value, BsonType.Decimal128);
        }
    }

    private static BsonValue FromDecimal(Decimal128 value)
    {
        var result = value.ToDouble();

        // A finite decimal that becomes an infinity, or a zero that was none, is out of the double's range.
        return value.IsFinite && (double.IsInfinity(result) || (result == 0 && !value.IsZero))
            ? throw Conversion.Overflow(value.ToString(), BsonType.Double)
            : result;
    }

    private static BsonValue Parse(in BsonValue text, int radix)
    {
        if (radix != 10)
        {
            return (double)ToIntegers.Long(text, new ConversionTarget(BsonType.Int64) { Base = radix }).AsInt64;
        }

        if (TryParseSpecial(text.Bytes, out var special))
        {
            return special;
        }

        const NumberStyles Styles =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!double.TryParse(text.Bytes, Styles, CultureInfo.InvariantCulture, out var number))
        {
            throw Conversion.NotParsed(text, BsonType.Double);
        }

        // The text of a number beyond the range is an error; so is one that vanishes.
        var hasDigits = text.Bytes.IndexOfAnyInRange((byte)'1', (byte)'9') is var first and >= 0
            && text.Bytes.IndexOfAny((byte)'e', (byte)'E') is var exponent && (exponent < 0 || first < exponent);
        return double.IsInfinity(number) || (number == 0 && hasDigits)
            ? throw Conversion.Overflow(text.AsString, BsonType.Double)
            : number;
    }

    private static bool TryParseSpecial(ReadOnlySpan<byte> text, out double number)
    {
        var isSigned = text.Length > 0 && text[0] is (byte)'+' or (byte)'-';
        var name = isSigned ? text[1..] : text;
        var infinity = isSigned && text[0] == (byte)'-' ? double.NegativeInfinity : double.PositiveInfinity;
        number = Ascii.EqualsIgnoreCase(name, "nan"u8) ? double.NaN
            : Ascii.EqualsIgnoreCase(name, "inf"u8) || Ascii.EqualsIgnoreCase(name, "infinity"u8) ? infinity
            : 0;
        return number != 0;
    }

    private static BsonValue ParseDecimal(in BsonValue text, EvaluationContext context)
    {
        if (!Decimal128.TryParse(text.Bytes, out var number))
        {
            throw Conversion.NotParsed(text, BsonType.Decimal128);
        }

        var isNamed = text.Bytes.IndexOfAnyInRange((byte)'0', (byte)'9') < 0;
        var hasDigits = text.Bytes.IndexOfAnyInRange((byte)'1', (byte)'9') is var first and >= 0
            && text.Bytes.IndexOfAny((byte)'e', (byte)'E') is var exponent && (exponent < 0 || first < exponent);
        return (number.IsInfinity && !isNamed) || (number.IsZero && hasDigits)
            ? throw Conversion.Overflow(text.AsString, BsonType.Decimal128)
            : context.Decimal(number);
    }
}
