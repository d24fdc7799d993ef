using System.Buffers;
using System.Globalization;

namespace WireSP.Expressions.Matching.Patterns;

/// <summary>
/// Parses patterns of literals, classes, groups, choices, ends of the text, and greedy repetitions of single
/// characters. Everything else, and all that is not ASCII, is not understood.
/// </summary>
internal sealed class BytePatternParser
{
    private const int NodesMax = 256;

    private readonly string _pattern;
    private int _at;
    private int _nodes;
    private int _groups;
    private PatternNode? _required;

    private BytePatternParser(string pattern) => _pattern = pattern;

    private char Current => _at < _pattern.Length ? _pattern[_at] : '\0';

    /// <summary>Parses a pattern; null when it is of another kind.</summary>
    public static BytePattern? Parse(string pattern)
    {
        var parser = new BytePatternParser(pattern);
        var accept = new PatternNode(PatternNodeKind.Accept);
        return parser.TryParseChoice(accept, out var first) && parser._at == pattern.Length
            ? new BytePattern(pattern, first, parser._groups, parser._required)
            : null;
    }

    // Branches up to the end of the group or pattern; each leads to 'next'.
    private bool TryParseChoice(PatternNode next, out PatternNode first)
    {
        List<PatternNode> branches = [];
        var required = _required;
        var groups = _groups + 1;
        while (true)
        {
            if (!TryParseSequence(next, out var branch))
            {
                first = next;
                return false;
            }

            branches.Add(branch);
            if (Current != '|')
            {
                break;
            }

            _at++;
        }

        if (branches.Count == 1)
        {
            first = branches[0];
            return true;
        }

        // What stands in one branch is not in every match.
        _required = required;
        first = new PatternNode(PatternNodeKind.Choice)
        {
            Branches = [.. branches],
            FirstPlace = 2 * groups,
            PlaceCount = 2 * (_groups + 1 - groups),
        };
        return true;
    }

    private bool TryParseSequence(PatternNode next, out PatternNode first)
    {
        List<(PatternNode First, PatternNode Last)> parts = [];
        first = next;
        while (_at < _pattern.Length && Current is not ('|' or ')'))
        {
            if (_nodes++ > NodesMax || !TryParseItem(out var part))
            {
                return false;
            }

            parts.Add(part);
        }

        for (var i = parts.Count - 1; i >= 0; i--)
        {
            parts[i].Last.Next = first;
            first = parts[i].First;
        }

        return true;
    }

    private bool TryParseItem(out (PatternNode First, PatternNode Last) part)
    {
        switch (Current)
        {
            case '^':
                _at++;
                part = Single(new PatternNode(PatternNodeKind.TextBegin));
                return !IsQuantifier(Current);
            case '$':
                _at++;
                part = Single(new PatternNode(PatternNodeKind.TextEnd));
                return !IsQuantifier(Current);
            case '(':
                return TryParseGroup(out part);
            default:
                return TryParseCharacters(out part);
        }
    }

    private bool TryParseGroup(out (PatternNode First, PatternNode Last) part)
    {
        part = default;
        _at++;
        var captures = Current != '?';
        if (!captures && !_pattern.AsSpan(_at).StartsWith("?:"))
        {
            return false;
        }

        _at += captures ? 0 : 2;
        var group = captures ? ++_groups : 0;

        // Behind a group that is not captured stands a repetition of nothing, for the branches to lead to.
        var last = captures
            ? new PatternNode(PatternNodeKind.GroupEnd) { Group = group }
            : new PatternNode(PatternNodeKind.Repeat) { Values = SearchValues.Create(""u8) };
        if (!TryParseChoice(last, out var inner) || Current != ')')
        {
            return false;
        }

        _at++;
        var first = captures ? new PatternNode(PatternNodeKind.GroupBegin) { Group = group, Next = inner } : inner;
        part = (first, last);
        return !IsQuantifier(Current);
    }

    // A run of literals, or one repeated character.
    private bool TryParseCharacters(out (PatternNode First, PatternNode Last) part)
    {
        part = default;
        var literal = new List<byte>();
        while (_at < _pattern.Length && Current is not ('|' or ')' or '(' or '^' or '$'))
        {
            var before = _at;
            if (!CharacterClass.TryRead(_pattern, ref _at, out var set))
            {
                return false;
            }

            var isOne = UInt128.PopCount(set) == UInt128.One;
            if (isOne && !IsQuantifier(Current))
            {
                literal.Add((byte)UInt128.TrailingZeroCount(set));
                continue;
            }

            if (literal.Count > 0)
            {
                // The repetition is an item of its own.
                _at = before;
                break;
            }

            return TryParseRepetition(set, out part);
        }

        var node = new PatternNode(PatternNodeKind.Literal) { Bytes = [.. literal] };
        if (literal.Count > (_required?.Bytes.Length ?? 0))
        {
            _required = node;
        }

        part = Single(node);
        return literal.Count > 0;
    }

    private bool TryParseRepetition(UInt128 set, out (PatternNode First, PatternNode Last) part)
    {
        part = default;
        var (min, max) = (1, 1);
        switch (Current)
        {
            case '*':
                (min, max) = (0, int.MaxValue);
                break;
            case '+':
                (min, max) = (1, int.MaxValue);
                break;
            case '?':
                (min, max) = (0, 1);
                break;
            case '{' when !TryReadCounts(out min, out max):
            // What closes nothing stands for itself.
            case '}':
                return false;
        }

        if (IsQuantifier(Current))
        {
            _at++;
        }

        part = Single(new PatternNode(PatternNodeKind.Repeat)
        {
            Set = set,
            Values = SearchValues.Create(BytePattern.BytesOf(set)),
            Min = min,
            Max = max,
        });

        // Lazy and possessive ones are of another kind.
        return !IsQuantifier(Current);
    }

    // {n}, {n,} or {n,m}; leaves the closing brace, as the other quantifiers are left.
    private bool TryReadCounts(out int min, out int max)
    {
        min = max = 0;
        var end = _pattern.IndexOf('}', _at);
        if (end < 0)
        {
            return false;
        }

        var counts = _pattern[(_at + 1)..end].Split(',');
        _at = end;
        var isLegal = counts.Length <= 2
            && int.TryParse(counts[0], NumberStyles.None, CultureInfo.InvariantCulture, out min);
        max = min;
        return isLegal && (counts.Length == 1
            || (counts[1].Length == 0
                ? (max = int.MaxValue) > 0
                : int.TryParse(counts[1], NumberStyles.None, CultureInfo.InvariantCulture, out max) && max >= min));
    }

    private static bool IsQuantifier(char c) => c is '*' or '+' or '?' or '{' or '}';

    private static (PatternNode First, PatternNode Last) Single(PatternNode node) => (node, node);
}
