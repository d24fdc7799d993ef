using System.Numerics;
using System.Runtime.CompilerServices;

namespace WireSP.Bson;

/// <content>Numbers of four types, compared by exact value.</content>
public static partial class BsonValueComparer
{
    private const double TwoTo63 = 9223372036854775808.0;

    // 2^53 * 5^27 is the last product below 10^36.
    private const int FivePowerMax = 27;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CompareNumbers(in BsonValue left, in BsonValue right)
    {
        // The payload of both integer types is the sign-extended number.
        var leftIsInteger = left.Type is BsonType.Int32 or BsonType.Int64;
        return leftIsInteger && right.Type is BsonType.Int32 or BsonType.Int64
            ? left.Payload.CompareTo(right.Payload)
            : CompareMixed(left, right, leftIsInteger);
    }

    private static int CompareMixed(in BsonValue left, in BsonValue right, bool leftIsInteger)
    {
        if (left.Type == BsonType.Double)
        {
            return right.Type switch
            {
                BsonType.Double => CompareDoubles(left.AsDouble, right.AsDouble),
                BsonType.Decimal128 => -CompareToDouble(right.AsDecimal128, left.AsDouble),
                _ => -CompareToDouble(right.Payload, left.AsDouble),
            };
        }

        if (leftIsInteger)
        {
            return right.Type == BsonType.Double
                ? CompareToDouble(left.Payload, right.AsDouble)
                : Decimal128.Compare(Decimal128.FromInt64(left.Payload), right.AsDecimal128);
        }

        return right.Type switch
        {
            BsonType.Double => CompareToDouble(left.AsDecimal128, right.AsDouble),
            BsonType.Decimal128 => Decimal128.Compare(left.AsDecimal128, right.AsDecimal128),
            _ => Decimal128.Compare(left.AsDecimal128, Decimal128.FromInt64(right.Payload)),
        };
    }

    // CompareTo puts NaN first and equal to itself, and both zeros at one place: the language's order.
    private static int CompareDoubles(double left, double right) => left.CompareTo(right);

    private static int CompareToDouble(long left, double right)
    {
        if (double.IsNaN(right) || right < -TwoTo63)
        {
            return 1;
        }

        if (right >= TwoTo63)
        {
            return -1;
        }

        // In range, so the truncation is exact; what it cut off decides between equals.
        var truncated = (long)right;
        return left != truncated ? left.CompareTo(truncated) : 0.0.CompareTo(right - truncated);
    }

    private static int CompareToDouble(Decimal128 left, double right)
    {
        // Rounding never reverses an order, so different doubles decide.
        var order = CompareDoubles(left.ToDouble(), right);
        if (order != 0 || !left.IsFinite)
        {
            return order;
        }

        if (double.IsInfinity(right))
        {
            // A finite decimal beyond the doubles rounds to infinity and yet is nearer to zero.
            return right > 0 ? -1 : 1;
        }

        if (right == 0)
        {
            // A decimal too small for a double rounds to zero and yet is not zero.
            return left.IsZero ? 0 : left.IsNegative ? -1 : 1;
        }

        order = CompareMagnitudes(left, right);
        return right < 0 ? -order : order;
    }

    // The decimal rounds to the double, so they differ, if at all, in the last places: integers must decide.
    private static int CompareMagnitudes(Decimal128 left, double right)
    {
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(right));
        var binaryExponent = Math.Max((int)(bits >> 52), 1) - 1075;
        var mantissa = bits >> 52 == 0 ? bits : (bits & ((1L << 52) - 1)) | (1L << 52);
        var trailingZeros = BitOperations.TrailingZeroCount(mantissa);
        mantissa >>= trailingZeros;
        binaryExponent += trailingZeros;
        return binaryExponent switch
        {
            // m / 2^k is m * 5^k / 10^k; these fit 128 bits, as most doubles that people write do.
            >= -FivePowerMax and <= 0 => Decimal128.CompareMagnitudes(
                left.Coefficient, left.Exponent, (UInt128)mantissa * PowerOfFive(-binaryExponent), binaryExponent),
            > 0 and <= 63 => Decimal128.CompareMagnitudes(
                left.Coefficient, left.Exponent, (UInt128)mantissa << binaryExponent, 0),
            _ => CompareWide(left, mantissa, binaryExponent),
        };
    }

    private static int CompareWide(Decimal128 left, long mantissa, int binaryExponent)
    {
        BigInteger leftMagnitude = left.Coefficient;
        BigInteger rightMagnitude = mantissa;
        leftMagnitude *= PowersOfTen.AsBigInteger(Math.Max(left.Exponent, 0));
        rightMagnitude *= PowersOfTen.AsBigInteger(Math.Max(-left.Exponent, 0));
        return binaryExponent > 0
            ? leftMagnitude.CompareTo(rightMagnitude << binaryExponent)
            : (leftMagnitude << -binaryExponent).CompareTo(rightMagnitude);
    }

    private static UInt128 PowerOfFive(int power)
    {
        UInt128 result = 1;
        for (; power > 0; power--)
        {
            result *= 5;
        }

        return result;
    }
}
