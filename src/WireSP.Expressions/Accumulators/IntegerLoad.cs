using System.Numerics;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// Keeps sums of integers within 61 bits without a look at any of them: of each run the largest magnitude there may be
/// is added up as if all documents were of one group.
/// </summary>
internal static class IntegerLoad
{
    // As many integers of the size may come at once as there are documents in a run.
    private const long IntegerMax = 1L << 48;
    private const long LoadMax = 1L << 60;

    /// <summary>Whether a sum that has seen a load can take the integers; notes it if so.</summary>
    public static bool TryAdd(ReadOnlySpan<long> integers, ref long load)
    {
        var bits = MagnitudeBits(integers);
        if (bits >= IntegerMax || (bits + 1) * integers.Length > LoadMax - load)
        {
            return false;
        }

        load += (bits + 1) * integers.Length;
        return true;
    }

    /// <summary>Whether a sum that has seen a load can take another sum; notes it if so.</summary>
    public static bool TryAdd(long sum, ref long load)
    {
        if (!IsWithin(sum) || Math.Abs(sum) > LoadMax - load)
        {
            return false;
        }

        load += Math.Abs(sum);
        return true;
    }

    /// <summary>Whether a sum is no larger than any may become.</summary>
    public static bool IsWithin(long sum) => sum is >= -LoadMax and <= LoadMax;

    /// <summary>All bits that the integers' magnitudes have; the next number is greater than each of them.</summary>
    public static long MagnitudeBits(ReadOnlySpan<long> integers)
    {
        var all = Vector<long>.Zero;
        while (integers.Length >= Vector<long>.Count)
        {
            var some = new Vector<long>(integers);
            all |= some ^ Vector.ShiftRightArithmetic(some, 63);
            integers = integers[Vector<long>.Count..];
        }

        long bits = 0;
        for (var i = 0; i < Vector<long>.Count; i++)
        {
            bits |= all[i];
        }

        foreach (var integer in integers)
        {
            bits |= integer ^ (integer >> 63);
        }

        return bits;
    }
}
