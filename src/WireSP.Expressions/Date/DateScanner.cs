namespace WireSP.Expressions.Operators;

/// <summary>Reads the pieces of a date in text: numbers, names of months, fractions of seconds, offsets.</summary>
internal ref struct DateScanner(ReadOnlySpan<byte> text)
{
    private static readonly string[] MonthNames =
    [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ];

    private ReadOnlySpan<byte> _rest = text;

    /// <summary>Whether everything is read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>The next character; NUL at the end.</summary>
    public readonly char Next => _rest.IsEmpty ? '\0' : (char)_rest[0];

    /// <summary>How many digits come next.</summary>
    public readonly int DigitCount
    {
        get
        {
            var length = _rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            return length < 0 ? _rest.Length : length;
        }
    }

    /// <summary>The character so far ahead; NUL behind the end.</summary>
    public readonly char Peek(int ahead) => ahead < _rest.Length ? (char)_rest[ahead] : '\0';

    /// <summary>Goes past a character if it comes next.</summary>
    public bool TrySkip(char character)
    {
        if (_rest.IsEmpty || _rest[0] != character)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    /// <summary>Reads a number of at most so many digits.</summary>
    public bool TryReadNumber(int digitsMax, out long? number)
    {
        var count = Math.Min(DigitCount, digitsMax);
        number = count == 0 ? null : Parse(_rest[..count]);
        _rest = _rest[count..];
        return count > 0;
    }

    /// <summary>Reads a number that may have a sign.</summary>
    public bool TryReadSignedNumber(out long? number)
    {
        var isNegative = TrySkip('-');
        if (!isNegative)
        {
            _ = TrySkip('+');
        }

        var isRead = TryReadNumber(18, out number);
        number *= isNegative ? -1 : 1;
        return isRead;
    }

    /// <summary>Reads the digits behind a decimal point as milliseconds; those beyond the third are cut off.</summary>
    public bool TryReadFraction(out long milliseconds)
    {
        milliseconds = 0;
        var count = DigitCount;
        for (var i = 0; i < 3; i++)
        {
            milliseconds = (milliseconds * 10) + (i < count ? _rest[i] - '0' : 0);
        }

        _rest = _rest[count..];
        return count > 0;
    }

    /// <summary>Reads letters, in lower case.</summary>
    public string ReadWord()
    {
        var length = 0;
        while (length < _rest.Length && char.IsAsciiLetter((char)_rest[length]))
        {
            length++;
        }

        var word = System.Text.Encoding.ASCII.GetString(_rest[..length]).ToLowerInvariant();
        _rest = _rest[length..];
        return word;
    }

    /// <summary>Reads the name of a month, whole or its first three letters.</summary>
    public bool TryReadMonthName(out long? month)
    {
        month = MonthOf(ReadWord());
        return month is not null;
    }

    /// <summary>Reads <c>Z</c>, <c>UTC</c> or an offset such as <c>+05:30</c> or <c>-0800</c>, in minutes.</summary>
    public bool TryReadOffset(out long? minutes)
    {
        minutes = 0;
        if (Next is not ('+' or '-'))
        {
            return ReadWord() is "z" or "utc" or "gmt";
        }

        var sign = Next == '-' ? -1 : 1;
        _rest = _rest[1..];
        var count = DigitCount;
        long? rest = 0;
        if (count is < 1 or > 4 || !TryReadNumber(count > 2 ? count - 2 : count, out var hours)
            || (count > 2 && !TryReadNumber(2, out rest)))
        {
            return false;
        }

        if (count <= 2 && TrySkip(':') && !TryReadNumber(2, out rest))
        {
            return false;
        }

        minutes = ((hours * 60) + rest) * sign;
        return rest < 60;
    }

    /// <summary>The month of a name in lower case, from 1.</summary>
    public static long? MonthOf(string word)
    {
        for (var i = 0; i < MonthNames.Length; i++)
        {
            if (word == MonthNames[i] || (word.Length == 3 && MonthNames[i].StartsWith(word, StringComparison.Ordinal))
                || (word == "sept" && i == 8))
            {
                return i + 1;
            }
        }

        return null;
    }

    private static long Parse(ReadOnlySpan<byte> digits)
    {
        var number = 0L;
        foreach (var digit in digits)
        {
            number = (number * 10) + digit - '0';
        }

        return number;
    }
}
