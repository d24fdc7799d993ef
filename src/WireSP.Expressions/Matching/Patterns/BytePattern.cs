using System.Buffers;

namespace WireSP.Expressions.Matching.Patterns;

/// <summary>
/// A regular expression of the simple kind that most are, matched over the bytes of ASCII text: no string, no match
/// object. It gives up where it would go back too often; whoever asks then takes the general way.
/// </summary>
internal sealed class BytePattern
{
    // How often a search may go back, beside the length of its text.
    private const int StepsMin = 2000;

    private readonly PatternNode _first;
    private readonly byte[] _required;
    private readonly SearchValues<byte>? _starts;

    /// <summary>Makes a pattern of its steps.</summary>
    /// <param name="first">The first step.</param>
    /// <param name="groupCount">How many groups it captures.</param>
    /// <param name="required">Bytes that every match has in it.</param>
    public BytePattern(PatternNode first, int groupCount, byte[] required)
    {
        _first = first;
        PlaceCount = 2 * (groupCount + 1);
        _required = required;
        var starts = StartsOf(first);
        _starts = starts == UInt128.MaxValue ? null : SearchValues.Create(BytesOf(starts));
    }

    /// <summary>How many places a search gives: begin and end of the match and of each group.</summary>
    public int PlaceCount { get; }

    /// <summary>Parses a pattern without options; null when it is of another kind.</summary>
    public static BytePattern? TryParse(string pattern) => BytePatternParser.Parse(pattern);

    /// <summary>Searches a text from a place on.</summary>
    /// <param name="text">ASCII.</param>
    /// <param name="from">Where the search begins.</param>
    /// <param name="places">Receives begin and end of the match and of each group; -1 where there is none.</param>
    /// <returns>Whether there is a match; null when that would take too long to say.</returns>
    public bool? Search(ReadOnlySpan<byte> text, int from, Span<int> places)
    {
        if (text[from..].IndexOf(_required) < 0)
        {
            return false;
        }

        var run = new PatternRun(text, places, StepsMin + text.Length);
        for (var start = from; start <= text.Length; start++)
        {
            // Only at the begin of the text may a match begin with what no other one does.
            if (start > 0 && _starts is not null)
            {
                var skipped = text[start..].IndexOfAny(_starts);
                if (skipped < 0)
                {
                    return false;
                }

                start += skipped;
            }

            if (run.TryMatch(_first, start))
            {
                return true;
            }

            if (run.IsExhausted)
            {
                return null;
            }
        }

        return false;
    }

    /// <summary>The members of a set of bytes.</summary>
    public static byte[] BytesOf(UInt128 set)
    {
        var bytes = new List<byte>();
        for (byte i = 0; i < 128; i++)
        {
            if ((set >> i & 1) != 0)
            {
                bytes.Add(i);
            }
        }

        return [.. bytes];
    }

    // The bytes that a match may begin with behind the begin of the text; all where it may be empty.
    private static UInt128 StartsOf(PatternNode node)
    {
        switch (node.Kind)
        {
            case PatternNodeKind.Literal:
                return UInt128.One << node.Bytes[0];
            case PatternNodeKind.Repeat:
                return node.Min > 0 ? node.Set : node.Set | StartsOf(node.Next!);
            case PatternNodeKind.Choice:
                var all = UInt128.Zero;
                foreach (var branch in node.Branches)
                {
                    all |= StartsOf(branch);
                }

                return all;
            case PatternNodeKind.GroupBegin or PatternNodeKind.GroupEnd:
                return StartsOf(node.Next!);
            case PatternNodeKind.TextBegin:
                return UInt128.Zero;
            default:
                return UInt128.MaxValue;
        }
    }
}
