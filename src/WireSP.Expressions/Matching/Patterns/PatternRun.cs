namespace WireSP.Expressions.Matching.Patterns;

/// <summary>One search of a pattern in a text: tries a place, goes back where a choice was wrong.</summary>
internal ref struct PatternRun(ReadOnlySpan<byte> text, Span<int> places, int steps)
{
    /// <summary>Bytes that are looked through in the time of a step.</summary>
    public const int BytesPerStep = 256;

    private readonly ReadOnlySpan<byte> _text = text;
    private readonly Span<int> _places = places;
    private int _steps = steps;

    /// <summary>Whether the search was given up.</summary>
    public readonly bool IsExhausted => _steps < 0;

    /// <summary>Whether there is a match that begins at a place.</summary>
    public bool TryMatch(PatternNode first, int start)
    {
        _places.Fill(-1);
        _places[0] = start;
        return Matches(first, start);
    }

    private bool Matches(PatternNode node, int position)
    {
        if (_steps < 0)
        {
            return false;
        }

        // Counted where it costs nothing, and taken off before anything else is tried.
        for (var passed = 1; ; passed++)
        {
            switch (node.Kind)
            {
                case PatternNodeKind.Literal when HasLiteral(node.Bytes, position):
                    position += node.Bytes.Length;
                    break;
                case PatternNodeKind.Repeat when !node.TakesAll:
                    _steps -= passed;
                    return Repeats(node, position);
                case PatternNodeKind.Repeat when CountOf(node, position) is var count && count >= node.Min:
                    position += count;
                    passed += count / BytesPerStep;
                    break;
                case PatternNodeKind.Choice when node.BranchOf is not null:
                    var number = position < _text.Length ? node.BranchOf[_text[position]] : -1;
                    if (number < 0)
                    {
                        _steps -= passed;
                        return false;
                    }

                    // Another try may have gone another way.
                    ForgetGroups(node);
                    node = node.Branches[number];
                    continue;
                case PatternNodeKind.Choice:
                    _steps -= passed;
                    return Chooses(node, position);
                case PatternNodeKind.GroupBegin:
                    _places[node.Group * 2] = position;
                    break;
                case PatternNodeKind.GroupEnd:
                    _places[(node.Group * 2) + 1] = position;
                    break;
                case PatternNodeKind.TextBegin when position == 0:
                case PatternNodeKind.TextEnd when position == _text.Length
                    || (position == _text.Length - 1 && _text[position] == (byte)'\n'):
                    break;
                case PatternNodeKind.Accept:
                    _places[1] = position;
                    return true;
                default:
                    _steps -= passed;
                    return false;
            }

            node = node.Next!;
        }
    }

    // How many bytes of the set follow each other.
    private readonly int CountOf(PatternNode node, int position)
    {
        var rest = _text[position..];
        if (rest.Length > node.Max)
        {
            rest = rest[..node.Max];
        }

        var most = node.Stop >= 0 ? rest.IndexOf((byte)node.Stop) : rest.IndexOfAnyExcept(node.Values!);
        return most < 0 ? rest.Length : most;
    }

    private bool Repeats(PatternNode node, int position)
    {
        var count = CountOf(node, position);
        _steps -= count / BytesPerStep;
        for (; count >= node.Min; count--)
        {
            if (Matches(node.Next!, position + count))
            {
                return true;
            }
        }

        return false;
    }

    private bool Chooses(PatternNode node, int position)
    {
        foreach (var branch in node.Branches)
        {
            if (Matches(branch, position))
            {
                return true;
            }

            // What the branch's groups took counts only if the rest matches, too.
            ForgetGroups(node);
        }

        return false;
    }

    private readonly void ForgetGroups(PatternNode choice)
    {
        if (choice.PlaceCount > 0)
        {
            _places.Slice(choice.FirstPlace, choice.PlaceCount).Fill(-1);
        }
    }

    // The first byte by itself: often there is no other.
    private readonly bool HasLiteral(byte[] literal, int position) =>
        (uint)position < (uint)_text.Length
        && _text[position] == literal[0]
        && (literal.Length == 1 || _text[(position + 1)..].StartsWith(literal.AsSpan(1)));
}
