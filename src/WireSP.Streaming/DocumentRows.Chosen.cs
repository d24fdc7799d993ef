using System.Numerics;
using System.Runtime.Intrinsics;

namespace WireSP.Streaming;

/// <summary>Rows that are chosen among others.</summary>
public sealed partial class DocumentRows
{
    private const int BitsMax = 64;

    // Fewer are added one by one.
    private const int NeighboursMin = 4;

    /// <summary>Appends neighbours among other rows as they are, but only those that are chosen.</summary>
    /// <param name="others">The other rows.</param>
    /// <param name="index">The first of the neighbours.</param>
    /// <param name="chosen">For each of them, zero where it is not chosen.</param>
    internal void AddChosen(DocumentRows others, int index, ReadOnlySpan<long> chosen)
    {
        for (var i = 0; i < chosen.Length; i += BitsMax)
        {
            // Not asked one by one: which ones are chosen is hard to foresee.
            var left = BitsOf(chosen[i..]);
            for (var first = index + i; left != 0;)
            {
                var skipped = BitOperations.TrailingZeroCount(left);
                var alike = BitOperations.TrailingZeroCount(~(left >> skipped));
                AddNeighbours(others, first + skipped, alike);
                first += skipped + alike;

                // In two steps, because all bits at once would be none.
                left = left >> skipped >> (alike - 1) >> 1;
            }
        }
    }

    private void AddNeighbours(DocumentRows others, int index, int count)
    {
        if (count < NeighboursMin)
        {
            for (var i = 0; i < count; i++)
            {
                AddFrom(others, index + i);
            }

            return;
        }

        for (var (at, end) = (index, index + count); at < end;)
        {
            var alike = others.CountOfPlace(at, end - at);
            AddMade(others, at, others._known.BufferOf(others._places[at]), others._slices.AsSpan(at, alike));
            at += alike;
        }
    }

    // A bit for each of the first that is not zero.
    private static ulong BitsOf(ReadOnlySpan<long> values)
    {
        var bits = 0UL;
        var count = Math.Min(values.Length, BitsMax);
        var i = 0;
        for (; i + Vector256<long>.Count <= count; i += Vector256<long>.Count)
        {
            var zeros = Vector256.Equals(Vector256.Create(values[i..]), Vector256<long>.Zero);
            bits |= (ulong)(zeros.ExtractMostSignificantBits() ^ 0xF) << i;
        }

        for (; i < count; i++)
        {
            bits |= values[i] != 0 ? 1UL << i : 0;
        }

        return bits;
    }
}
