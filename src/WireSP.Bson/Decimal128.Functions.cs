using System.Numerics;

namespace WireSP.Bson;

/// <content>
/// Roots, exponentials, logarithms and powers. Exponentials and logarithms are rounded as the server rounds them, which
/// is first to binary128 (113 bits) and then to 34 digits; that is seen in the last digit.
/// </content>
public readonly partial struct Decimal128
{
    // e to this power is beyond the format; to its negative, below it.
    private const int ExponentialArgumentMax = 15_000;

    private const int Binary128Bits = 113;

    // Powers with so many digits are computed exactly.
    private const int ExactPowerDigitsMax = 4_000;

    /// <summary>The square root; not a number below zero.</summary>
    public static Decimal128 Sqrt(Decimal128 value)
    {
        if (value.IsNaN || (value.IsNegative && !value.IsZero))
        {
            return NaN;
        }

        if (value.IsInfinity)
        {
            return value;
        }

        // An even exponent halves without a rest; the root of 76 digits has 38.
        var wantedExponent = value.Exponent >> 1;
        if (value.IsZero)
        {
            return FromParts(value.IsNegative, 0, wantedExponent);
        }

        var places = 76 - PowersOfTen.DigitCount(value.Coefficient);
        places += (value.Exponent - places) & 1;
        var square = value.Coefficient * PowersOfTen.AsBigInteger(places);
        var root = IntegerRoot(square);
        var isExact = root * root == square;
        var result = Fit(false, root, (value.Exponent - places) / 2, !isExact, out _);
        return isExact ? Simplify(result, wantedExponent) : result;
    }

    /// <summary>e to a power.</summary>
    public static Decimal128 Exp(Decimal128 value)
    {
        if (value.IsNaN || value.IsInfinity)
        {
            return value.IsNaN ? NaN : value.IsNegative ? Zero : PositiveInfinity;
        }

        return value.IsZero ? FromInt64(1) : ExpOf(value.IsNegative, BoundedFixed(value));
    }

    /// <summary>The natural logarithm; negative infinity of zero, not a number below.</summary>
    public static Decimal128 Ln(Decimal128 value) =>
        TryLogSpecial(value, out var special) ? special : FromFixed(FixedLn(value), 0);

    /// <summary>The logarithm to base ten; negative infinity of zero, not a number below.</summary>
    public static Decimal128 Log10(Decimal128 value)
    {
        if (TryLogSpecial(value, out var special))
        {
            return special;
        }

        var digits = PowersOfTen.DigitCount(value.Coefficient);
        return value.Coefficient == PowersOfTen.AsUInt128(digits - 1)
            ? FromInt64(value.Exponent + digits - 1)
            : FromFixed((FixedLn(value) << BinaryFixed.Places) / BinaryFixed.Ln10, 0);
    }

    /// <summary>A number to a power, always with 34 digits; not a number for a negative one to a fraction.</summary>
    public static Decimal128 Pow(Decimal128 value, Decimal128 power)
    {
        if (power.IsZero)
        {
            return Pad(FromInt64(1));
        }

        if (value.IsNaN || power.IsNaN)
        {
            return NaN;
        }

        var isInteger = power.IsFinite && Compare(Truncate(power, 0), power) == 0;
        var isOdd = isInteger && !Remainder(power, FromInt64(2)).IsZero;
        if (value.IsZero || !value.IsFinite || !power.IsFinite)
        {
            return PowSpecial(value, power, isOdd);
        }

        if (value.IsNegative && !isInteger)
        {
            return NaN;
        }

        return Pad(TryPowExact(Abs(value), power, isOdd && value.IsNegative, out var exact)
            ? exact
            : PowByLogarithm(value, power, isOdd && value.IsNegative));
    }

    // Infinities and zeros as IEEE 754 and C's pow have them; a zero has the least exponent.
    private static Decimal128 PowSpecial(Decimal128 value, Decimal128 power, bool isOdd)
    {
        var order = Compare(Abs(value), FromInt64(1));
        if (order == 0)
        {
            return Pad(FromInt64(1));
        }

        // Magnitudes above one grow with the power, those below shrink.
        var isNegative = value.IsNegative && isOdd;
        return order > 0 != power.IsNegative ? Infinity(isNegative) : FromParts(isNegative, 0, ExponentMin);
    }

    private static bool TryPowExact(Decimal128 value, Decimal128 power, bool isNegative, out Decimal128 result)
    {
        result = default;
        value = Simplify(value, ExponentMax);
        var digits = PowersOfTen.DigitCount(value.Coefficient);
        if (!power.TryToInt64Exact(out var count) || Math.Abs((double)count) * digits > ExactPowerDigitsMax)
        {
            return false;
        }

        var magnitude = (int)Math.Abs(count);
        var coefficient = BigInteger.Pow(value.Coefficient, magnitude);
        var exponent = value.Exponent * magnitude;
        if (count < 0)
        {
            // The reciprocal, with places enough that rounding sees more digits than it keeps.
            var places = DigitsMax + 3 + (digits * magnitude);
            coefficient = BigInteger.DivRem(PowersOfTen.AsBigInteger(places), coefficient, out var rest);
            result = Fit(isNegative, coefficient, -exponent - places, !rest.IsZero, out _);
            return true;
        }

        result = Fit(isNegative, coefficient, exponent);
        return true;
    }

    private static Decimal128 PowByLogarithm(Decimal128 value, Decimal128 power, bool isNegative)
    {
        var logarithm = FixedLn(value);
        var estimate = (double)logarithm / (double)BinaryFixed.One * power.ToDouble();
        if (Math.Abs(estimate) > ExponentialArgumentMax)
        {
            return estimate > 0 ? Infinity(isNegative) : FromParts(isNegative, 0, ExponentMin);
        }

        // The product before the division, so that a large power does not multiply a rounding error.
        var product = BigInteger.Abs(logarithm) * power.Coefficient;
        product = power.Exponent >= 0
            ? product * PowersOfTen.AsBigInteger(power.Exponent)
            : product / PowersOfTen.AsBigInteger(-power.Exponent);
        var result = ExpOf(power.IsNegative != (logarithm.Sign < 0), product);
        return isNegative ? Negate(result) : result;
    }

    private static Decimal128 ExpOf(bool isNegative, BigInteger magnitude)
    {
        if (magnitude >> BinaryFixed.Places >= ExponentialArgumentMax)
        {
            return isNegative ? FromParts(false, 0, ExponentMin) : PositiveInfinity;
        }

        // e^(k ln 2 + r) = 2^k e^r.
        var argument = isNegative ? -magnitude : magnitude;
        var doublings = (int)BigInteger.Divide(argument, BinaryFixed.Ln2);
        return FromFixed(BinaryFixed.Exp(argument - (doublings * BinaryFixed.Ln2)), doublings);
    }

    private static bool TryLogSpecial(Decimal128 value, out Decimal128 result)
    {
        result = value.IsNaN || (value.IsNegative && !value.IsZero) ? NaN
            : value.IsZero ? NegativeInfinity
            : PositiveInfinity;
        return !value.IsFinite || value.IsNegative || value.IsZero;
    }

    // ln(m 10^k) = ln m + k ln 10, with m as close to one as a power of ten brings it.
    private static BigInteger FixedLn(Decimal128 value)
    {
        var coefficient = value.Coefficient;
        var digits = PowersOfTen.DigitCount(coefficient);
        var isLarge = (double)coefficient / Math.Pow(10, digits - 1) > 3;
        var shift = isLarge ? digits : digits - 1;
        var mantissa = BinaryFixed.FromDecimal(coefficient, -shift);
        return BinaryFixed.Ln(mantissa) + ((value.Exponent + shift) * BinaryFixed.Ln10);
    }

    // A fixed-point number times a power of two, through binary128.
    private static Decimal128 FromFixed(BigInteger value, int binaryExponent)
    {
        var magnitude = BigInteger.Abs(value);
        var surplus = Math.Max((int)magnitude.GetBitLength() - Binary128Bits, 1);
        // Half a unit added before the cut: a tie cannot be, because no such result is rational.
        magnitude = ((magnitude >> (surplus - 1)) + 1) >> 1;
        return magnitude.IsZero
            ? Zero
            : FromBinary(value.Sign < 0, magnitude, surplus - BinaryFixed.Places + binaryExponent);
    }

    private static BigInteger BoundedFixed(Decimal128 value) => value.Exponent > 5
        ? BigInteger.One << (BinaryFixed.Places + 20)
        : BinaryFixed.FromDecimal(value.Coefficient, value.Exponent);

    private static Decimal128 Pad(Decimal128 value)
    {
        if (!value.IsFinite || value.IsZero)
        {
            return value;
        }

        var padding = Math.Min(DigitsMax - PowersOfTen.DigitCount(value.Coefficient), value.Exponent - ExponentMin);
        return FromParts(
            value.IsNegative, value.Coefficient * PowersOfTen.AsUInt128(padding), value.Exponent - padding);
    }

    private static BigInteger IntegerRoot(BigInteger square)
    {
        // Newton's iteration from above, from the power of two that is surely not less than the root.
        var root = BigInteger.One << (((int)square.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + (square / root)) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }
}
