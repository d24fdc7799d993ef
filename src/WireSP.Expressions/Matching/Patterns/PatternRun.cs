namespace WireSP.Expressions.Matching.Patterns;

/// <summary>One search of a pattern in a text: tries a place, goes back where a choice was wrong.</summary>
internal ref struct PatternRun(ReadOnlySpan<byte> text, Span<int> places, int steps)
{
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
        for (; ; node = node.Next!)
        {
            if (--_steps < 0)
            {
                return false;
            }

            switch (node.Kind)
            {
                case PatternNodeKind.Literal when _text[position..].StartsWith(node.Bytes):
                    position += node.Bytes.Length;
                    break;
                case PatternNodeKind.Repeat:
                    return Repeats(node, position);
                case PatternNodeKind.Choice:
                    return Chooses(node, position);
                case PatternNodeKind.GroupBegin or PatternNodeKind.GroupEnd:
                    return Notes(node, position);
                case PatternNodeKind.TextBegin when position == 0:
                case PatternNodeKind.TextEnd when position == _text.Length
                    || (position == _text.Length - 1 && _text[position] == (byte)'\n'):
                    break;
                case PatternNodeKind.Accept:
                    _places[1] = position;
                    return true;
                default:
                    return false;
            }
        }
    }

    private bool Repeats(PatternNode node, int position)
    {
        var rest = _text[position..];
        if (rest.Length > node.Max)
        {
            rest = rest[..node.Max];
        }

        var most = rest.IndexOfAnyExcept(node.Values!);
        for (var count = most < 0 ? rest.Length : most; count >= node.Min; count--)
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
        }

        return false;
    }

    // What a group took counts only if the rest matches, too.
    private bool Notes(PatternNode node, int position)
    {
        ref var place = ref _places[(node.Group * 2) + (node.Kind == PatternNodeKind.GroupEnd ? 1 : 0)];
        var before = place;
        place = position;
        if (Matches(node.Next!, position))
        {
            return true;
        }

        place = before;
        return false;
    }
}
