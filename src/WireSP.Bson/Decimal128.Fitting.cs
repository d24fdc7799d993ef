using System.Numerics;

namespace WireSP.Bson;

/// <content>The one place where numbers are made to fit the format.</content>
public readonly partial struct Decimal128
{
    // A coefficient of this many digits, and whether more followed, rounds like all the digits.
    private const int GuardedDigits = 38;

    private const double LogOf2 = 0.30102999566398119521;

    /// <summary>The nearest decimal to coefficient * 10^exponent, ties to even; overflows to an infinity.</summary>
    /// <param name="isNegative">The sign.</param>
    /// <param name="coefficient">At most 38 digits.</param>
    /// <param name="exponent">Any exponent.</param>
    /// <param name="hasMore">Whether something smaller than the coefficient's last place was cut off before.</param>
    /// <param name="isExact">Whether the result is the number itself.</param>
    internal static Decimal128 Fit(
        bool isNegative, UInt128 coefficient, int exponent, bool hasMore, out bool isExact)
    {
        isExact = !hasMore;
        if (coefficient == UInt128.Zero && !hasMore)
        {
            return FromParts(isNegative, 0, Math.Clamp(exponent, ExponentMin, ExponentMax));
        }

        var surplus = Math.Max(PowersOfTen.DigitCount(coefficient) - DigitsMax, ExponentMin - exponent);
        if (surplus > GuardedDigits)
        {
            isExact = false;
            return FromParts(isNegative, 0, ExponentMin);
        }

        if (surplus > 0)
        {
            coefficient = DropDigits(coefficient, surplus, hasMore, out var isDropExact);
            isExact &= isDropExact;
            exponent += surplus;
            if (coefficient > PowersOfTen.CoefficientMax)
            {
                // 99…9 rounded up: the last digit is 0 now.
                coefficient /= 10;
                exponent++;
            }
        }

        if (exponent <= ExponentMax)
        {
            return FromParts(isNegative, coefficient, exponent);
        }

        var padding = exponent - ExponentMax;
        if (PowersOfTen.DigitCount(coefficient) + padding <= DigitsMax)
        {
            return FromParts(isNegative, coefficient * PowersOfTen.AsUInt128(padding), ExponentMax);
        }

        isExact = false;
        return isNegative ? NegativeInfinity : PositiveInfinity;
    }

    internal static Decimal128 Fit(bool isNegative, UInt128 coefficient, int exponent) =>
        Fit(isNegative, coefficient, exponent, hasMore: false, out _);

    /// <summary>The nearest decimal to an integer of any size times 10^exponent.</summary>
    internal static Decimal128 Fit(
        bool isNegative, BigInteger magnitude, int exponent, bool hasMore, out bool isExact)
    {
        if (magnitude <= UInt128.MaxValue / 10)
        {
            return Fit(isNegative, (UInt128)magnitude, exponent, hasMore, out isExact);
        }

        // A number of n bits has as many digits as 2^(n-1) or one more, so this leaves 37 or 38.
        var drop = (int)((magnitude.GetBitLength() - 1) * LogOf2) + 2 - GuardedDigits;
        magnitude = BigInteger.DivRem(magnitude, PowersOfTen.AsBigInteger(drop), out var rest);
        return Fit(isNegative, (UInt128)magnitude, exponent + drop, hasMore || !rest.IsZero, out isExact);
    }

    internal static Decimal128 Fit(bool isNegative, BigInteger magnitude, int exponent) =>
        Fit(isNegative, magnitude, exponent, hasMore: false, out _);

    /// <summary>
    /// The nearest decimal to an integer times 2^exponent, without zeros at its end when it is exact.
    /// </summary>
    internal static Decimal128 FromBinary(bool isNegative, BigInteger magnitude, int binaryExponent)
    {
        if (binaryExponent >= 0)
        {
            return Fit(isNegative, magnitude << binaryExponent, 0);
        }

        // m / 2^k is m * 5^k / 10^k.
        magnitude *= BigInteger.Pow(5, -binaryExponent);
        var result = Fit(isNegative, magnitude, binaryExponent, hasMore: false, out var isExact);
        return isExact ? Simplify(result, 0) : result;
    }

    // Half to even, with what was cut off before as a tie-breaker.
    private static UInt128 DropDigits(UInt128 coefficient, int count, bool hasMore, out bool isExact)
    {
        var unit = PowersOfTen.AsUInt128(count);
        var (quotient, rest) = UInt128.DivRem(coefficient, unit);
        var half = unit / 2;
        isExact = rest == UInt128.Zero && !hasMore;
        var isUp = rest > half || (rest == half && (hasMore || UInt128.IsOddInteger(quotient)));
        return isUp ? quotient + 1 : quotient;
    }
}
