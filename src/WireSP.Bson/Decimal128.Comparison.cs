namespace WireSP.Bson;

/// <content>Numeric order and the conversions that it needs.</content>
public readonly partial struct Decimal128
{
    // Sign, 34 digits, "E", sign, four exponent digits.
    private const int ScientificCharsMax = 48;

    /// <summary>
    /// Numeric order, by value and not by exponent: not a number first (equal to itself), zeros of both signs equal.
    /// </summary>
    public static int Compare(Decimal128 left, Decimal128 right)
    {
        if (left.IsNaN || right.IsNaN)
        {
            return right.IsNaN.CompareTo(left.IsNaN);
        }

        var leftSign = left.Signum;
        var rightSign = right.Signum;
        if (leftSign != rightSign || leftSign == 0)
        {
            return leftSign.CompareTo(rightSign);
        }

        if (!left.IsFinite || !right.IsFinite)
        {
            return leftSign * left.IsInfinity.CompareTo(right.IsInfinity);
        }

        return leftSign * CompareMagnitudes(left.Coefficient, left.Exponent, right.Coefficient, right.Exponent);
    }

    /// <summary>The decimal that is exactly an integer.</summary>
    public static Decimal128 FromInt64(long value) =>
        FromParts(value < 0, value < 0 ? (UInt128)(ulong)-value : (ulong)value, 0);

    /// <summary>The nearest double; overflows to an infinity.</summary>
    public double ToDouble()
    {
        if (!IsFinite)
        {
            return IsNaN ? double.NaN : IsNegative ? double.NegativeInfinity : double.PositiveInfinity;
        }

        // The runtime's parser rounds correctly for any number of digits.
        Span<byte> text = stackalloc byte[ScientificCharsMax];
        _ = Coefficient.TryFormat(text[1..], out var digits, provider: null);
        text[0] = (byte)(IsNegative ? '-' : '+');
        var length = digits + 1;
        text[length++] = (byte)'E';
        _ = Exponent.TryFormat(text[length..], out var written, provider: null);
        return double.Parse(text[..(length + written)], provider: System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Whether this is an integer that an int64 holds exactly, and which.</summary>
    public bool TryToInt64Exact(out long value)
    {
        value = 0;
        if (!IsFinite)
        {
            return false;
        }

        var coefficient = Coefficient;
        var exponent = coefficient == UInt128.Zero ? 0 : Exponent;
        if (exponent < -DigitsMax || exponent > 19)
        {
            return false;
        }

        if (exponent < 0)
        {
            (coefficient, var rest) = UInt128.DivRem(coefficient, PowersOfTen.AsUInt128(-exponent));
            if (rest != UInt128.Zero)
            {
                return false;
            }
        }
        else if (coefficient > ulong.MaxValue)
        {
            return false;
        }
        else
        {
            coefficient *= PowersOfTen.AsUInt128(exponent);
        }

        if (coefficient > (ulong)long.MaxValue + (IsNegative ? 1UL : 0UL))
        {
            return false;
        }

        value = IsNegative ? -(long)(ulong)coefficient : (long)(ulong)coefficient;
        return true;
    }

    private int Signum => IsZero ? 0 : IsNegative ? -1 : 1;

    // Coefficients of at most 36 digits, not zero.
    internal static int CompareMagnitudes(
        UInt128 leftCoefficient, int leftExponent, UInt128 rightCoefficient, int rightExponent)
    {
        var exponentDifference = leftExponent - rightExponent;
        var order = PowersOfTen.DigitCount(leftCoefficient) + exponentDifference
            - PowersOfTen.DigitCount(rightCoefficient);
        if (order != 0)
        {
            return Math.Sign(order);
        }

        // Both have their first digit at the same place, so the shorter one grows to as many digits as the longer.
        if (exponentDifference > 0)
        {
            leftCoefficient *= PowersOfTen.AsUInt128(exponentDifference);
        }
        else
        {
            rightCoefficient *= PowersOfTen.AsUInt128(-exponentDifference);
        }

        return leftCoefficient.CompareTo(rightCoefficient);
    }
}
