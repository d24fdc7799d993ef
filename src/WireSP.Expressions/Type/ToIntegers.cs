using System.Buffers.Text;
using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>Conversions to int and long.</summary>
internal static class ToIntegers
{
    public static BsonValue Int(in BsonValue value, in ConversionTarget target)
    {
        if (value.Type == BsonType.DateTime)
        {
            throw Conversion.Unsupported(value, BsonType.Int32);
        }

        if (value.Type == BsonType.Binary && value.Length == 8)
        {
            throw Conversion.Overflow("binary data of 8 bytes", BsonType.Int32);
        }

        // Compared before it is cut off: -2147483648.9 is out of range, as the server has it.
        if (value.Type == BsonType.Double && value.AsDouble is < int.MinValue or > int.MaxValue)
        {
            throw Conversion.Overflow($"{value.AsDouble:R}", BsonType.Int32);
        }

        var number = Convert(value, BsonType.Int32, target);
        return number == (int)number
            ? (int)number
            : throw Conversion.Overflow($"{number}", BsonType.Int32);
    }

    public static BsonValue Long(in BsonValue value, in ConversionTarget target) =>
        Convert(value, BsonType.Int64, target);

    private static long Convert(in BsonValue value, BsonType type, in ConversionTarget target)
    {
        switch (value.Type)
        {
            case BsonType.Int32 or BsonType.Int64 or BsonType.Boolean or BsonType.DateTime:
                return value.Payload;
            case BsonType.Double or BsonType.Decimal128:
                return Truncate(value, type);
            case BsonType.String:
                return Parse(value, type, target.Base);
            case BsonType.Binary:
                return BinaryNumber.ReadInteger(value, target.IsBigEndian);
            default:
                throw Conversion.Unsupported(value, type);
        }
    }

    /// <summary>A double or decimal, cut off at the point.</summary>
    public static long Truncate(in BsonValue value, BsonType type)
    {
        if (Numbers.TryToInt64(value, out var result))
        {
            return result;
        }

        var whole = value.Type == BsonType.Decimal128
            ? Numbers.TryToWhole(value.AsDecimal128, out result)
            : Numbers.TryToInt64(Math.Truncate(value.AsDouble), out result);
        return whole ? result : throw Conversion.Overflow($"{Numbers.ToDouble(value):R}", type);
    }

    private static long Parse(in BsonValue text, BsonType type, int radix)
    {
        var digits = text.Bytes;
        if (radix != 10)
        {
            return ParseRadix(text, type, radix);
        }

        // A single sign may stand before the digits, and nothing else anywhere.
        if (digits.StartsWith("+"u8) && digits.Length > 1 && char.IsAsciiDigit((char)digits[1]))
        {
            digits = digits[1..];
        }

        return Utf8Parser.TryParse(digits, out long number, out var used) && used == digits.Length
            ? number
            : throw Conversion.NotParsed(text, type);
    }

    private static long ParseRadix(in BsonValue text, BsonType type, int radix)
    {
        var isNegative = text.Bytes.StartsWith("-"u8);
        var digits = text.Bytes[(isNegative ? 1 : 0)..];
        var number = (Int128)0;
        foreach (var letter in digits)
        {
            var digit = char.IsAsciiHexDigit((char)letter) ? System.Convert.ToInt32($"{(char)letter}", 16) : radix;
            number = digit < radix && number < long.MaxValue
                ? (number * radix) + digit
                : throw Conversion.NotParsed(text, type);
        }

        number = isNegative ? -number : number;
        return digits.Length > 0 && number == (long)number ? (long)number : throw Conversion.NotParsed(text, type);
    }
}
