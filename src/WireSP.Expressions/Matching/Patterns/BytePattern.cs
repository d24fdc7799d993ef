using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Matching.Patterns;

/// <summary>
/// A regular expression of the simple kind that most are, matched over the bytes of ASCII text: no string, no match
/// object. It gives up where it would go back too often; whoever asks then takes the general way.
/// </summary>
internal sealed class BytePattern
{
    /// <summary>Bytes that there may be in a text.</summary>
    public const int ByteCount = 128;

    // How often a search may go back, beside the length of its text.
    private const int StepsMin = 2000;

    private readonly string _pattern;
    private readonly PatternNode _first;
    private readonly PatternNode? _required;
    private readonly PatternReach _reach;
    private readonly SearchValues<byte>? _starts;
    private readonly bool[] _isStart = new bool[ByteCount];
    private PatternCode.Searcher? _code;
    private int _searches;

    /// <summary>Makes a pattern of its steps.</summary>
    /// <param name="pattern">How it is written.</param>
    /// <param name="first">The first step.</param>
    /// <param name="groupCount">How many groups it captures.</param>
    /// <param name="required">A literal that every match has in it; null when there is none.</param>
    public BytePattern(string pattern, PatternNode first, int groupCount, PatternNode? required)
    {
        _pattern = pattern;
        _first = first;
        PlaceCount = 2 * (groupCount + 1);
        _required = required;
        _reach = new PatternReach(first, required);
        var starts = BytesOf(_reach.Starts);
        _starts = starts.Length == _isStart.Length ? null : SearchValues.Create(starts);
        foreach (var start in starts)
        {
            _isStart[start] = true;
        }
    }

    /// <summary>How many places a search gives: begin and end of the match and of each group.</summary>
    public int PlaceCount { get; }

    /// <summary>After how many searches code is written for the rest, where it can be.</summary>
    public int CodeAfter { get; set; } = RunCode.WorthwhileDocuments;

    /// <summary>Whether there is code.</summary>
    public bool HasCode => _code is not null;

    /// <summary>Parses a pattern without options; null when it is of another kind.</summary>
    public static BytePattern? TryParse(string pattern) => BytePatternParser.Parse(pattern);

    /// <summary>Searches a text from a place on.</summary>
    /// <param name="text">ASCII.</param>
    /// <param name="from">Where the search begins.</param>
    /// <param name="places">Receives begin and end of the match and of each group; -1 where there is none.</param>
    /// <returns>Whether there is a match; null when that would take too long to say.</returns>
    public bool? Search(ReadOnlySpan<byte> text, int from, Span<int> places)
    {
        if (_code is { } code || TryWriteCode(out code))
        {
            places = places[..PlaceCount];
            var result = code(
                ref MemoryMarshal.GetReference(text),
                text.Length,
                from,
                ref MemoryMarshal.GetReference(places),
                StepsMin + text.Length);
            return result == PatternCode.GivenUp ? null : result > 0;
        }

        var run = new PatternRun(text, places, StepsMin + text.Length);
        for (var start = from; TryFindRequired(text, start, out var found); start = found - _reach.DistanceMin + 1)
        {
            // Every match that begins before the next place of the literal begins near this one.
            start = (int)Math.Max(start, (long)found - _reach.DistanceMax);
            while (start <= found - _reach.DistanceMin && TrySkip(text, ref start, found - _reach.DistanceMin))
            {
                if (run.TryMatch(_first, start))
                {
                    return true;
                }

                if (run.IsExhausted)
                {
                    return null;
                }

                start++;
            }
        }

        return false;
    }

    /// <summary>The members of a set of bytes.</summary>
    public static byte[] BytesOf(UInt128 set)
    {
        var bytes = new List<byte>();
        for (byte i = 0; i < ByteCount; i++)
        {
            if ((set >> i & 1) != 0)
            {
                bytes.Add(i);
            }
        }

        return [.. bytes];
    }

    private bool TryWriteCode([NotNullWhen(true)] out PatternCode.Searcher? code)
    {
        if (_searches <= CodeAfter
            && _searches++ == CodeAfter
            && RunCode.IsOfUse
            && PatternCode.Suits(_first, _reach))
        {
            _code = RunCode.Of(
                $"{nameof(BytePattern)} {_pattern}",
                () => PatternCode.Write(_first, PlaceCount, _required, _reach));
        }

        code = _code;
        return code is not null;
    }

    // Without such a literal all places up to the text's end are near it.
    private bool TryFindRequired(ReadOnlySpan<byte> text, int start, out int found)
    {
        found = text.Length;
        var first = (long)start + _reach.DistanceMin;
        if (first > text.Length)
        {
            return false;
        }

        if (_required is not null)
        {
            found = text[(int)first..].IndexOf(_required.Bytes);
            if (found < 0)
            {
                return false;
            }

            found += (int)first;
        }

        return true;
    }

    // Goes on to a place where a match may begin, up to the last one. Only at the begin of the text may one begin with
    // what no other one does.
    private bool TrySkip(ReadOnlySpan<byte> text, ref int start, int last)
    {
        if (start == 0 || _starts is null || (start < text.Length && _isStart[text[start] & 127]))
        {
            return true;
        }

        var skipped = text[start..Math.Min(last + 1, text.Length)].IndexOfAny(_starts);
        start += Math.Max(0, skipped);
        return skipped >= 0;
    }
}
