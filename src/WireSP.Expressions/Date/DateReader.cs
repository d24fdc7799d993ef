namespace WireSP.Expressions.Operators;

/// <summary>
/// Reads dates in the forms that people and programs write: ISO 8601 in its variants, <c>m/d/y</c>, <c>d-m-y</c>,
/// names of months, times with fractions and half days, offsets and the commoner zone abbreviations.
/// </summary>
internal ref struct DateReader
{
    private static readonly (string Name, long Minutes)[] Abbreviations =
    [
        ("z", 0), ("utc", 0), ("gmt", 0), ("wet", 0), ("bst", 60), ("cet", 60), ("west", 60), ("cest", 120),
        ("eet", 120), ("eest", 180), ("msk", 180), ("jst", 540), ("est", -300), ("edt", -240), ("cst", -360),
        ("cdt", -300), ("mst", -420), ("mdt", -360), ("pst", -480), ("pdt", -420),
    ];

    private static readonly string[] DayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private DateScanner _scanner;
    private DateFields _fields;

    private DateReader(ReadOnlySpan<byte> text) => _scanner = new DateScanner(text);

    /// <summary>Reads a date; false when the text gives no whole one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out DateFields fields)
    {
        var reader = new DateReader(text);
        var isRead = true;
        while (isRead && !reader._scanner.IsAtEnd)
        {
            isRead = reader.TryReadNext();
        }

        fields = reader._fields;
        return isRead && fields.IsValid;
    }

    private bool TryReadNext() => _scanner.Next switch
    {
        ' ' or ',' or '\t' => _scanner.TrySkip(_scanner.Next),
        '@' => TryReadEpoch(),
        '+' or '-' => _fields.Hour is not null && _fields.OffsetMinutes is null
            && _scanner.TryReadOffset(out _fields.OffsetMinutes),
        >= '0' and <= '9' => TryReadDigits(),
        _ => TryReadName(),
    };

    private bool TryReadEpoch()
    {
        _ = _scanner.TrySkip('@');
        if (!_scanner.TryReadSignedNumber(out var seconds))
        {
            return false;
        }

        var parts = Calendar.Split(seconds!.Value * 1000);
        _fields = new DateFields
        {
            Year = parts.Year,
            Month = parts.Month,
            Day = parts.Day,
            Hour = parts.Hour,
            Minute = parts.Minute,
            Second = parts.Second,
            OffsetMinutes = 0,
        };
        return true;
    }

    private bool TryReadName()
    {
        // A "T" stands between date and time.
        if (_scanner.Next is 'T' or 't' && char.IsAsciiDigit(_scanner.Peek(1)))
        {
            return _fields.Hour is null && _scanner.TrySkip(_scanner.Next) && TryReadTime();
        }

        var word = _scanner.ReadWord();
        if (word.Length == 0)
        {
            return false;
        }

        if (DateScanner.MonthOf(word) is { } month)
        {
            _ = _scanner.TrySkip('.');
            _fields.Month = month;
            return true;
        }

        foreach (var (name, minutes) in Abbreviations)
        {
            if (word == name && _fields.OffsetMinutes is null)
            {
                _fields.OffsetMinutes = minutes;
                return true;
            }
        }

        return word.Length >= 3 && Array.IndexOf(DayNames, word[..3]) >= 0;
    }

    private bool TryReadDigits()
    {
        var count = _scanner.DigitCount;
        var next = _scanner.Peek(count);
        switch (next)
        {
            case ':' when count <= 2:
                return _fields.Hour is null && TryReadTime();
            case '-' when count == 4:
                return TryReadIsoDate();
            case '-' or '.' when count <= 2:
                return TryReadTriple(next, out _fields.Day, out _fields.Month, out _fields.Year);
            case '/' when count == 4:
                return TryReadTriple(next, out _fields.Year, out _fields.Month, out _fields.Day);
            case '/' when count <= 2:
                return TryReadTriple(next, out _fields.Month, out _fields.Day, out _fields.Year);
            case 'W' when count == 4:
                return TryReadWeekDate();
        }

        return count switch
        {
            8 or 14 => TryReadBasicDate(count == 14),
            4 when _fields.Year is null => _scanner.TryReadNumber(4, out _fields.Year),
            <= 2 when _fields.Day is null => TryReadDay(),
            _ => false,
        };
    }

    private bool TryReadDay()
    {
        _ = _scanner.TryReadNumber(2, out _fields.Day);
        if (_scanner.Next is 's' or 'n' or 'r' or 't')
        {
            return _scanner.ReadWord() is "st" or "nd" or "rd" or "th";
        }

        return _scanner.Next is ' ' or ',' or '\0' || char.IsAsciiLetter(_scanner.Next);
    }

    private bool TryReadIsoDate()
    {
        if (_scanner.Peek(5) == 'W')
        {
            return TryReadWeekDate();
        }

        _ = _scanner.TryReadNumber(4, out _fields.Year);
        if (!_scanner.TrySkip('-') || _scanner.DigitCount > 2 || !_scanner.TryReadNumber(2, out _fields.Month))
        {
            return false;
        }

        _fields.Day = 1;
        return !_scanner.TrySkip('-') || (_scanner.DigitCount <= 2 && _scanner.TryReadNumber(2, out _fields.Day));
    }

    private bool TryReadWeekDate()
    {
        _ = _scanner.TryReadNumber(4, out _fields.IsoYear);
        _ = _scanner.TrySkip('-');
        if (!_scanner.TrySkip('W') || !_scanner.TryReadNumber(2, out _fields.IsoWeek))
        {
            return false;
        }

        _ = _scanner.TrySkip('-');
        _ = _scanner.TryReadNumber(1, out _fields.IsoDay);
        return true;
    }

    private bool TryReadTriple(char separator, out long? first, out long? second, out long? third)
    {
        second = null;
        third = null;
        return _scanner.TryReadNumber(4, out first)
            && _scanner.TrySkip(separator) && _scanner.TryReadNumber(2, out second)
            && _scanner.TrySkip(separator) && _scanner.DigitCount is 1 or 2 or 4 && _scanner.TryReadNumber(4, out third)
            && (_fields.Year ?? 1000) >= 1000;
    }

    private bool TryReadBasicDate(bool hasTime)
    {
        if (_fields.Year is not null || !_scanner.TryReadNumber(4, out _fields.Year)
            || !_scanner.TryReadNumber(2, out _fields.Month) || !_scanner.TryReadNumber(2, out _fields.Day))
        {
            return false;
        }

        long? minute = 0;
        long? second = 0;
        if (hasTime && !(_scanner.TryReadNumber(2, out _fields.Hour) && _scanner.TryReadNumber(2, out minute)
            && _scanner.TryReadNumber(2, out second)))
        {
            return false;
        }

        (_fields.Minute, _fields.Second) = (minute!.Value, second!.Value);
        return true;
    }

    private bool TryReadTime()
    {
        if (!_scanner.TryReadNumber(2, out _fields.Hour) || !_scanner.TrySkip(':')
            || _scanner.DigitCount > 2 || !_scanner.TryReadNumber(2, out var minute))
        {
            return false;
        }

        _fields.Minute = minute!.Value;
        if (_scanner.TrySkip(':'))
        {
            if (!_scanner.TryReadNumber(2, out var second))
            {
                return false;
            }

            _fields.Second = second!.Value;
            if ((_scanner.TrySkip('.') || _scanner.TrySkip(',')) && !_scanner.TryReadFraction(out _fields.Millisecond))
            {
                return false;
            }
        }

        return TryReadHalfDay();
    }

    private bool TryReadHalfDay()
    {
        var at = _scanner.Next == ' ' ? 1 : 0;
        if (_scanner.Peek(at + 1) is not ('m' or 'M') || _scanner.Peek(at) is not ('a' or 'p' or 'A' or 'P'))
        {
            return true;
        }

        _ = _scanner.TrySkip(' ');
        var isAfternoon = _scanner.ReadWord() == "pm";
        var isValid = _fields.Hour is >= 1 and <= 12;
        _fields.Hour = (_fields.Hour % 12) + (isAfternoon ? 12 : 0);
        return isValid;
    }
}
