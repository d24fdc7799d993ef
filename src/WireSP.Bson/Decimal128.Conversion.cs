using System.Globalization;
using System.Numerics;

namespace WireSP.Bson;

/// <content>From doubles and to integers.</content>
public readonly partial struct Decimal128
{
    /// <summary>A double at 15 significant digits, as the language converts: 2.5 becomes 2.50000000000000.</summary>
    public static Decimal128 FromDouble(double value)
    {
        if (!double.IsFinite(value) || value == 0)
        {
            return FromDoubleExact(value);
        }

        Span<byte> text = stackalloc byte[32];
        _ = value.TryFormat(text, out var length, "E14", CultureInfo.InvariantCulture);
        _ = TryParse(text[..length], out var result, out _);
        return result;
    }

    /// <summary>A double with all its digits up to 34, as the language adds and multiplies: 2.5 becomes 2.5.</summary>
    public static Decimal128 FromDoubleExact(double value)
    {
        var isNegative = double.IsNegative(value);
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? NaN : Infinity(isNegative);
        }

        if (value == 0)
        {
            return FromParts(isNegative, 0, 0);
        }

        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        var binaryExponent = Math.Max((int)(bits >> 52), 1) - 1075;
        BigInteger mantissa = bits >> 52 == 0 ? bits : (bits & ((1L << 52) - 1)) | (1L << 52);
        return FromBinary(isNegative, mantissa, binaryExponent);
    }

    /// <summary>The integer before the point, where an int64 holds it.</summary>
    public bool TryToInt64(out long value)
    {
        value = 0;
        return IsFinite && Truncate(this, 0).TryToInt64Exact(out value);
    }
}
