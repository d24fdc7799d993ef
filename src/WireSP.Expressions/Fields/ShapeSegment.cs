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
}
