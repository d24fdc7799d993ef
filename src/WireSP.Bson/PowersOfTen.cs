using System.Numerics;

namespace WireSP.Bson;

/// <summary>Powers of ten in the widths that numbers of the format need.</summary>
internal static class PowersOfTen
{
    // 10^38 is the last power below 2^128.
    private const int UInt128PowerMax = 38;

    private static readonly UInt128[] Wide = MakeWide();

    /// <summary>Largest coefficient of a decimal128, 10^34 - 1.</summary>
    public static readonly UInt128 CoefficientMax = Wide[34] - 1;

    /// <summary>10 to a power from 0 to 38.</summary>
    public static UInt128 AsUInt128(int power) => Wide[power];

    /// <summary>10 to any power from 0; allocates.</summary>
    public static BigInteger AsBigInteger(int power) =>
        power <= UInt128PowerMax ? Wide[power] : BigInteger.Pow(10, power);

    /// <summary>How many decimal digits a number has; 1 for zero.</summary>
    public static int DigitCount(UInt128 value)
    {
        // log10(2) is about 1233/4096; the estimate is right or one too small.
        var bits = 128 - (int)UInt128.LeadingZeroCount(value);
        var estimate = (bits * 1233) >> 12;
        return value >= Wide[Math.Min(estimate, UInt128PowerMax)] || estimate == 0 ? estimate + 1 : estimate;
    }

    private static UInt128[] MakeWide()
    {
        var powers = new UInt128[UInt128PowerMax + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}
