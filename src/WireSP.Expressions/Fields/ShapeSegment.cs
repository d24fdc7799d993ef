using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace WireSP.Expressions.Fields;

/// <summary>
/// Elements of a <see cref="FieldShape"/> that always take the same bytes, up to and including the length prefix of the
/// first value that does not: one bounds check and few comparisons for all of them.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct ShapeSegment
{
    /// <summary>How many comparisons the segment has.</summary>
    public int CheckCount { get; init; }

    /// <summary>Bytes of the segment, a length prefix at its end included.</summary>
    public int Length { get; init; }

    /// <summary>Bytes from the segment's start that comparisons load; they may go past the document.</summary>
    public int Reach { get; init; }

    /// <summary>What stands at the end.</summary>
    public SegmentEnd End { get; init; }

    /// <summary>Least length that the prefix may give.</summary>
    public int PrefixMin { get; init; }

    /// <summary>Bytes of the value, its prefix included, that the prefix does not count.</summary>
    public int PrefixExtra { get; init; }

    /// <summary>
    /// Where the value ends whose length prefix is at a position; negative when it has no sound length. Malformed ones
    /// go to the walk, which says what is wrong.
    /// </summary>
    /// <param name="bytes">The first byte of the buffer.</param>
    /// <param name="position">Where the prefix is.</param>
    /// <param name="end">Where the document ends that the value is in.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PassPrefixed(ref byte bytes, int position, int end)
    {
        // Compared this way around, because a great one must not overflow.
        var prefix = Unsafe.ReadUnaligned<int>(ref Unsafe.Add(ref bytes, position));
        return prefix < PrefixMin || prefix > end - position - PrefixExtra ? -1 : position + prefix + PrefixExtra;
    }
}
