namespace WireSP.Expressions.Matching.Patterns;

/// <summary>Reads one character of a pattern, or a class of them, as a set of ASCII characters, a bit each.</summary>
internal static class CharacterClass
{
    private static readonly UInt128 Digits = Range('0', '9');

    private static readonly UInt128 Words = Digits | Range('a', 'z') | Range('A', 'Z') | One('_');

    private static readonly UInt128 Spaces = Range('\t', '\r') | One(' ');

    /// <summary>Reads what stands at a place of the pattern; false when it is not of the simple kind.</summary>
    public static bool TryRead(string pattern, ref int at, out UInt128 set)
    {
        var c = pattern[at++];
        switch (c)
        {
            case '\\':
                return TryReadEscape(pattern, ref at, out set);
            case '[':
                return TryReadClass(pattern, ref at, out set);
            case '.':
                set = ~One('\n');
                return true;
            default:
                set = c < 128 ? One(c) : 0;
                return c < 128 && c is not ('*' or '+' or '?' or '{' or '}' or ']');
        }
    }

    private static bool TryReadEscape(string pattern, ref int at, out UInt128 set)
    {
        var c = at < pattern.Length ? pattern[at++] : '\0';
        set = c switch
        {
            'd' => Digits,
            'D' => ~Digits,
            'w' => Words,
            'W' => ~Words,
            's' => Spaces,
            'S' => ~Spaces,
            't' => One('\t'),
            'n' => One('\n'),
            'r' => One('\r'),
            _ when char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c)) => One(c),
            _ => 0,
        };
        return set != 0;
    }

    private static bool TryReadClass(string pattern, ref int at, out UInt128 set)
    {
        set = 0;
        var isNegated = at < pattern.Length && pattern[at] == '^';
        at += isNegated ? 1 : 0;
        var first = at;
        for (; at < pattern.Length && pattern[at] != ']';)
        {
            if (pattern[at] == '[' || !TryReadMember(pattern, ref at, out var member))
            {
                return false;
            }

            set |= member;
        }

        if (at == first || at++ >= pattern.Length)
        {
            return false;
        }

        set = isNegated ? ~set : set;
        return set != 0;
    }

    private static bool TryReadMember(string pattern, ref int at, out UInt128 set)
    {
        var low = pattern[at++];
        if (low == '\\')
        {
            return TryReadEscape(pattern, ref at, out set) && !IsRange(pattern, at);
        }

        set = low < 128 ? One(low) : 0;
        if (!IsRange(pattern, at))
        {
            return set != 0;
        }

        var high = pattern[at + 1];
        at += 2;
        set = high is '\\' or '[' || high >= 128 || low >= 128 || high < low ? 0 : Range(low, high);
        return set != 0;
    }

    private static bool IsRange(string pattern, int at) =>
        at + 1 < pattern.Length && pattern[at] == '-' && pattern[at + 1] != ']';

    private static UInt128 One(char c) => UInt128.One << c;

    private static UInt128 Range(char low, char high) => (UInt128.MaxValue >> (127 - high)) & (UInt128.MaxValue << low);
}
