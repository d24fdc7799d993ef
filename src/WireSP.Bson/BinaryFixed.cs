using System.Numerics;

namespace WireSP.Bson;

/// <summary>
/// Exponential and logarithm of fixed-point numbers with 340 binary places (102 decimal ones): enough for 34 digits of
/// any result, also where nearly all of them cancel.
/// </summary>
internal static class BinaryFixed
{
    /// <summary>Binary places.</summary>
    public const int Places = 340;

    // The argument of the exponential series is halved so often, and the result squared as often.
    private const int Halvings = 8;

    /// <summary>The number 1.</summary>
    public static BigInteger One => BigInteger.One << Places;

    /// <summary>ln 2 = ln((1 + 1/3) / (1 - 1/3)).</summary>
    public static BigInteger Ln2 { get; } = TwiceArtanh(One / 3);

    /// <summary>ln 10 = 3 ln 2 + ln 1.25.</summary>
    public static BigInteger Ln10 { get; } = (3 * Ln2) + TwiceArtanh(One / 9);

    /// <summary>coefficient * 10^exponent, rounded down; the exponent must be small.</summary>
    public static BigInteger FromDecimal(UInt128 coefficient, int exponent) => exponent >= 0
        ? (coefficient * PowersOfTen.AsBigInteger(exponent)) << Places
        : ((BigInteger)coefficient << Places) / PowersOfTen.AsBigInteger(-exponent);

    /// <summary>The product.</summary>
    public static BigInteger Multiply(BigInteger left, BigInteger right) => (left * right) >> Places;

    /// <summary>The natural logarithm of a number between a third and three.</summary>
    public static BigInteger Ln(BigInteger value) => TwiceArtanh(((value - One) << Places) / (value + One));

    /// <summary>The exponential of a number between -2 and 2.</summary>
    public static BigInteger Exp(BigInteger value)
    {
        var argument = value >> Halvings;
        var term = One;
        var sum = One;
        for (var i = 1; !term.IsZero && !(term + 1).IsZero; i++)
        {
            term = Multiply(term, argument) / i;
            sum += term;
        }

        for (var i = 0; i < Halvings; i++)
        {
            sum = Multiply(sum, sum);
        }

        return sum;
    }

    // 2 artanh z = 2 (z + z^3/3 + z^5/5 + …) = ln((1 + z) / (1 - z)).
    private static BigInteger TwiceArtanh(BigInteger z)
    {
        var square = Multiply(z, z);
        var power = z;
        var sum = z;
        for (var i = 3; !power.IsZero && !(power + 1).IsZero; i += 2)
        {
            power = Multiply(power, square);
            sum += power / i;
        }

        return 2 * sum;
    }
}
