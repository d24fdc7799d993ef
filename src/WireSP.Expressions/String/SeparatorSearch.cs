using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary>Finds the places of a separator in a text, from left to right and without overlap.</summary>
internal static class SeparatorSearch
{
    /// <summary>
    /// Adds where each separator begins to the ends of <paramref name="memo"/>, until at least so many are found.
    /// </summary>
    public static void Find(ReadOnlySpan<byte> text, ReadOnlySpan<byte> separator, int wanted, Memo memo)
    {
        var start = separator.Length == 1 ? FindSingle(text, separator[0], wanted, memo) : 0;
        while (memo.Count < wanted)
        {
            var found = text[start..].IndexOf(separator);
            if (found < 0)
            {
                return;
            }

            memo.AddEnd(start + found);
            start += found + separator.Length;
        }
    }

    // Thirty-two bytes at a time; gives where the rest begins, which is searched as any text.
    private static int FindSingle(ReadOnlySpan<byte> text, byte separator, int wanted, Memo memo)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            return 0;
        }

        ref var bytes = ref MemoryMarshal.GetReference(text);
        var same = Vector256.Create(separator);
        var start = 0;
        for (; start <= text.Length - Vector256<byte>.Count && memo.Count < wanted; start += Vector256<byte>.Count)
        {
            var found = Vector256.Equals(Vector256.LoadUnsafe(ref bytes, (nuint)start), same)
                .ExtractMostSignificantBits();
            for (; found != 0; found &= found - 1)
            {
                memo.AddEnd(start + BitOperations.TrailingZeroCount(found));
            }
        }

        return start;
    }
}
