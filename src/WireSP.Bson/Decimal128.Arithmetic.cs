using System.Numerics;

namespace WireSP.Bson;

/// <content>The operations. An exact result has the exponent that IEEE 754 prefers, any other 34 digits.</content>
public readonly partial struct Decimal128
{
    // A number so many places below another can only break a tie, and so can one unit at its last place.
    private const int TieShift = 120;
    private const int TiePlaces = 75;

    /// <summary>The number with the other sign; also of zeros and infinities.</summary>
    public static Decimal128 Negate(Decimal128 value) =>
        value.IsNaN ? NaN : new(value.High ^ SignBit, value.Low);

    /// <summary>The magnitude.</summary>
    public static Decimal128 Abs(Decimal128 value) => value.IsNaN ? NaN : new(value.High & ~SignBit, value.Low);

    /// <summary>The sum; not a number for infinities of different signs.</summary>
    public static Decimal128 Add(Decimal128 left, Decimal128 right)
    {
        if (!left.IsFinite || !right.IsFinite)
        {
            return AddSpecial(left, right);
        }

        if (left.Exponent < right.Exponent)
        {
            (left, right) = (right, left);
        }

        // The exponent of the result is that of the number with more places, which is on the right now.
        var shift = left.Exponent - right.Exponent;
        var leftCoefficient = left.Coefficient;
        var rightCoefficient = right.Coefficient;
        if (leftCoefficient == UInt128.Zero || PowersOfTen.DigitCount(leftCoefficient) + shift < GuardedDigits)
        {
            leftCoefficient *= leftCoefficient == UInt128.Zero ? 1 : PowersOfTen.AsUInt128(shift);
            return AddAligned(left.IsNegative, leftCoefficient, right.IsNegative, rightCoefficient, right.Exponent);
        }

        return AddWide(left, right);
    }

    /// <summary>The difference.</summary>
    public static Decimal128 Subtract(Decimal128 left, Decimal128 right) => Add(left, Negate(right));

    /// <summary>The product; not a number for zero times an infinity.</summary>
    public static Decimal128 Multiply(Decimal128 left, Decimal128 right)
    {
        var isNegative = left.IsNegative != right.IsNegative;
        if (!left.IsFinite || !right.IsFinite)
        {
            return left.IsNaN || right.IsNaN || left.IsZero || right.IsZero ? NaN : Infinity(isNegative);
        }

        var exponent = left.Exponent + right.Exponent;
        var leftCoefficient = left.Coefficient;
        var rightCoefficient = right.Coefficient;
        return leftCoefficient <= ulong.MaxValue && rightCoefficient <= ulong.MaxValue
            ? Fit(isNegative, leftCoefficient * rightCoefficient, exponent)
            : Fit(isNegative, (BigInteger)leftCoefficient * rightCoefficient, exponent);
    }

    /// <summary>The quotient; an infinity for a division by zero, not a number for 0/0.</summary>
    public static Decimal128 Divide(Decimal128 left, Decimal128 right)
    {
        var isNegative = left.IsNegative != right.IsNegative;
        if (left.IsNaN || right.IsNaN || (left.IsInfinity && right.IsInfinity) || (left.IsZero && right.IsZero))
        {
            return NaN;
        }

        if (left.IsInfinity || right.IsZero)
        {
            return Infinity(isNegative);
        }

        if (right.IsInfinity)
        {
            return FromParts(isNegative, 0, ExponentMin);
        }

        var exponent = left.Exponent - right.Exponent;
        if (left.IsZero)
        {
            return Fit(isNegative, UInt128.Zero, exponent);
        }

        // Enough places that the quotient has more digits than the format, so that rounding sees a whole last place.
        var places = Math.Max(
            0, DigitsMax + 2 + PowersOfTen.DigitCount(right.Coefficient) - PowersOfTen.DigitCount(left.Coefficient));
        var quotient = BigInteger.DivRem(
            left.Coefficient * PowersOfTen.AsBigInteger(places), right.Coefficient, out var rest);
        var result = Fit(isNegative, quotient, exponent - places, !rest.IsZero, out _);
        return rest.IsZero ? Simplify(result, exponent) : result;
    }

    /// <summary>
    /// What a division towards zero leaves, with the dividend's sign; not a number for a division by zero.
    /// </summary>
    public static Decimal128 Remainder(Decimal128 left, Decimal128 right)
    {
        if (!left.IsFinite || right.IsNaN || right.IsZero)
        {
            return NaN;
        }

        if (right.IsInfinity)
        {
            return left;
        }

        var shift = left.Exponent - right.Exponent;
        if (shift >= 0)
        {
            BigInteger divisor = right.Coefficient;
            var rest = left.Coefficient * BigInteger.ModPow(10, shift, divisor) % divisor;
            return FromParts(left.IsNegative, (UInt128)rest, right.Exponent);
        }

        // A divisor with so many places more than the dividend has digits is larger.
        return -shift > DigitsMax
            ? left
            : FromParts(
                left.IsNegative,
                (UInt128)(left.Coefficient % (right.Coefficient * PowersOfTen.AsBigInteger(-shift))),
                left.Exponent);
    }

    // Takes zeros off the end until the exponent is the wanted one.
    private static Decimal128 Simplify(Decimal128 value, int wantedExponent)
    {
        if (!value.IsFinite || value.IsZero)
        {
            return value;
        }

        var coefficient = value.Coefficient;
        var exponent = value.Exponent;
        while (exponent < wantedExponent)
        {
            var (quotient, digit) = UInt128.DivRem(coefficient, 10);
            if (digit != UInt128.Zero)
            {
                break;
            }

            coefficient = quotient;
            exponent++;
        }

        return FromParts(value.IsNegative, coefficient, exponent);
    }

    private static Decimal128 Infinity(bool isNegative) => isNegative ? NegativeInfinity : PositiveInfinity;

    private static Decimal128 AddSpecial(Decimal128 left, Decimal128 right)
    {
        var isUndefined = left.IsNaN || right.IsNaN
            || (left.IsInfinity && right.IsInfinity && left.IsNegative != right.IsNegative);
        return isUndefined ? NaN : Infinity(left.IsInfinity ? left.IsNegative : right.IsNegative);
    }

    private static Decimal128 AddAligned(
        bool isLeftNegative, UInt128 left, bool isRightNegative, UInt128 right, int exponent)
    {
        if (isLeftNegative == isRightNegative)
        {
            return Fit(isLeftNegative, left + right, exponent);
        }

        // A difference of zero is positive in this rounding.
        var isNegative = left == right ? false : left > right ? isLeftNegative : isRightNegative;
        return Fit(isNegative, left > right ? left - right : right - left, exponent);
    }

    private static Decimal128 AddWide(Decimal128 left, Decimal128 right)
    {
        var shift = left.Exponent - right.Exponent;
        var places = shift <= TieShift ? shift : TiePlaces;
        var sum = left.Coefficient * PowersOfTen.AsBigInteger(places);
        var exponent = left.Exponent - places;
        BigInteger addend = right.Coefficient;
        if (places < shift)
        {
            // All of the addend stands far below the last place.
            addend = right.IsZero ? BigInteger.Zero : BigInteger.One;
        }

        sum = left.IsNegative == right.IsNegative ? sum + addend : sum - addend;
        return Fit(left.IsNegative != (sum.Sign < 0), BigInteger.Abs(sum), exponent);
    }
}
