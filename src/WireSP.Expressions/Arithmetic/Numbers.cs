using System.Runtime.CompilerServices;
using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>The four numeric types as one: which of them is wider, and conversions between them.</summary>
internal static class Numbers
{
    // Decimal, then double, then long, then int: the result of mixed operands has the widest type among them.
    private const int DecimalWidth = 4;

    /// <summary>The wider of two numeric types.</summary>
    public static BsonType Widest(BsonType left, BsonType right) => Width(left) >= Width(right) ? left : right;

    /// <summary>The nearest double of any number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToDouble(in BsonValue value) => value.Type switch
    {
        BsonType.Double => BitConverter.Int64BitsToDouble(value.Payload),
        BsonType.Int32 or BsonType.Int64 => value.Payload,
        _ => value.AsDecimal128.ToDouble(),
    };

    /// <summary>
    /// The decimal of any number; a double gives its first 15 significant digits, as the language says.
    /// </summary>
    public static Decimal128 ToDecimal(in BsonValue value) => value.Type switch
    {
        BsonType.Decimal128 => value.AsDecimal128,
        BsonType.Double => Decimal128.FromDouble(value.AsDouble),
        _ => Decimal128.FromInt64(value.Payload),
    };

    /// <summary>Whether a value is a number other than a decimal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsBinary(in BsonValue value) =>
        value.Type is BsonType.Double or BsonType.Int32 or BsonType.Int64;

    /// <summary>Whether a value is an int or a long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsInteger(in BsonValue value) => value.Type is BsonType.Int32 or BsonType.Int64;

    /// <summary>The long of a number that has no fraction and fits; false for all others.</summary>
    public static bool TryToInt64(in BsonValue value, out long result)
    {
        switch (value.Type)
        {
            case BsonType.Int32 or BsonType.Int64:
                result = value.Payload;
                return true;
            case BsonType.Double:
                return TryToInt64(value.AsDouble, out result);
            case BsonType.Decimal128:
                return value.AsDecimal128.TryToInt64Exact(out result);
            default:
                result = 0;
                return false;
        }
    }

    /// <summary>The long of a double that has no fraction and fits.</summary>
    public static bool TryToInt64(double value, out long result)
    {
        // 2^63 is a double and not a long; the comparison is false for NaN.
        if (value is >= -9223372036854775808.0 and < 9223372036854775808.0)
        {
            result = (long)value;
            return result == value;
        }

        result = 0;
        return false;
    }

    /// <summary>The long of a number, cut off at the point.</summary>
    /// <exception cref="EvaluationException">It does not fit a long.</exception>
    public static long Truncate(in BsonValue value)
    {
        if (TryToInt64(value, out var result) || TryToInt64(Math.Truncate(ToDouble(value)), out result))
        {
            return result;
        }

        throw new EvaluationException(31109, $"{ToDouble(value):R} does not fit a 64-bit number");
    }

    /// <summary>The long of a decimal, cut off at the point.</summary>
    public static bool TryToWhole(Decimal128 value, out long result)
    {
        result = 0;
        return value.IsFinite && Decimal128.Truncate(value, 0).TryToInt64Exact(out result);
    }

    /// <summary>The int of a number that has no fraction and fits.</summary>
    public static bool TryToInt32(in BsonValue value, out int result)
    {
        var fits = TryToInt64(value, out var wide) && wide is >= int.MinValue and <= int.MaxValue;
        result = fits ? (int)wide : 0;
        return fits;
    }

    /// <summary>An int where the value fits one, else a long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BsonValue Narrow(long value) =>
        value == (int)value ? BsonValue.FromInt32((int)value) : BsonValue.FromInt64(value);

    private static int Width(BsonType type) => type switch
    {
        BsonType.Int32 => 1,
        BsonType.Int64 => 2,
        BsonType.Double => 3,
        _ => DecimalWidth,
    };
}
