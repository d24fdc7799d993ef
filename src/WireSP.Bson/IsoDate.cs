using System.Globalization;

namespace WireSP.Bson;

/// <summary>Dates as ISO 8601 texts, to the millisecond, in the proleptic Gregorian calendar.</summary>
internal static class IsoDate
{
    /// <summary>Longest text: a sign, nine digits of a year, month, day, time, "Z".</summary>
    public const int TextCharsMax = 32;

    private const long DayMs = 86_400_000;
    private const long DaysPerEra = 146_097;
    private const long DaysFromEraStartTo1970 = 719_468;

    /// <summary>Parses a date, with or without time, fraction and offset; without an offset it is UTC.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long milliseconds)
    {
        milliseconds = 0;
        if (!TryReadNumber(ref text, 4, out var year) || !TrySkip(ref text, '-')
            || !TryReadNumber(ref text, 2, out var month) || !TrySkip(ref text, '-')
            || !TryReadNumber(ref text, 2, out var day)
            || year == 0 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        milliseconds = DaysSince1970(year, month, day) * DayMs;
        if (text.IsEmpty)
        {
            return true;
        }

        if (!(TrySkip(ref text, 'T') || TrySkip(ref text, ' ')) || !TryReadTime(ref text, out var timeMs)
            || !TryReadOffset(ref text, out var offsetMs))
        {
            return false;
        }

        milliseconds += timeMs - offsetMs;
        return text.IsEmpty;
    }

    /// <summary>
    /// Writes a date as <c>2024-05-06T07:08:09.010Z</c>; years beyond four digits with a sign and six.
    /// </summary>
    public static int Format(long milliseconds, Span<byte> destination, bool omitZeroFraction)
    {
        var days = Math.DivRem(milliseconds, DayMs, out var timeMs);
        if (timeMs < 0)
        {
            timeMs += DayMs;
            days--;
        }

        var length = FormatDay(days, destination);
        destination[length++] = (byte)'T';
        length += WriteTwo(destination[length..], timeMs / 3_600_000, ':');
        length += WriteTwo(destination[length..], timeMs / 60_000 % 60, ':');
        var fraction = timeMs % 1000;
        if (fraction == 0 && omitZeroFraction)
        {
            return length + WriteTwo(destination[length..], timeMs / 1000 % 60, 'Z');
        }

        length += WriteTwo(destination[length..], timeMs / 1000 % 60, '.');
        destination[length++] = (byte)('0' + (fraction / 100));
        return length + WriteTwo(destination[length..], fraction % 100, 'Z');
    }

    private static bool TryReadTime(ref ReadOnlySpan<byte> text, out long timeMs)
    {
        timeMs = 0;
        if (!TryReadNumber(ref text, 2, out var hour) || !TrySkip(ref text, ':')
            || !TryReadNumber(ref text, 2, out var minute) || hour > 23 || minute > 59)
        {
            return false;
        }

        timeMs = ((hour * 60L) + minute) * 60_000;
        if (!TrySkip(ref text, ':'))
        {
            return true;
        }

        if (!TryReadNumber(ref text, 2, out var second) || second > 59)
        {
            return false;
        }

        timeMs += second * 1000L;
        return !(TrySkip(ref text, '.') || TrySkip(ref text, ',')) || TryReadFraction(ref text, ref timeMs);
    }

    // Digits after the third are cut off: a BSON date holds milliseconds.
    private static bool TryReadFraction(ref ReadOnlySpan<byte> text, ref long timeMs)
    {
        var count = 0;
        for (var unit = 100; count < text.Length && char.IsAsciiDigit((char)text[count]); count++, unit /= 10)
        {
            timeMs += (text[count] - '0') * unit;
        }

        text = text[count..];
        return count > 0;
    }

    private static bool TryReadOffset(ref ReadOnlySpan<byte> text, out long offsetMs)
    {
        offsetMs = 0;
        _ = TrySkip(ref text, ' ');
        if (text.IsEmpty || TrySkip(ref text, 'Z') || TrySkip(ref text, 'z'))
        {
            return true;
        }

        var sign = text[0] == '-' ? -1 : 1;
        if (!(TrySkip(ref text, '+') || TrySkip(ref text, '-')) || !TryReadNumber(ref text, 2, out var hours))
        {
            return false;
        }

        var hasColon = TrySkip(ref text, ':');
        var hasMinutes = TryReadNumber(ref text, 2, out var minutes);
        offsetMs = sign * ((hours * 60L) + minutes) * 60_000;
        return (hasMinutes || !hasColon) && hours <= 23 && minutes <= 59;
    }

    private static bool TryReadNumber(ref ReadOnlySpan<byte> text, int digits, out int value)
    {
        value = 0;
        if (text.Length < digits)
        {
            return false;
        }

        foreach (var character in text[..digits])
        {
            if (!char.IsAsciiDigit((char)character))
            {
                value = 0;
                return false;
            }

            value = (value * 10) + character - '0';
        }

        text = text[digits..];
        return true;
    }

    private static bool TrySkip(ref ReadOnlySpan<byte> text, char expected)
    {
        if (text.IsEmpty || text[0] != expected)
        {
            return false;
        }

        text = text[1..];
        return true;
    }

    private static int WriteTwo(Span<byte> destination, long value, char after)
    {
        destination[2] = (byte)after;
        destination[1] = (byte)('0' + (value % 10));
        destination[0] = (byte)('0' + (value / 10));
        return 3;
    }

    private static long DaysSince1970(int year, int month, int day) =>
        new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks / TimeSpan.TicksPerDay
            - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerDay);

    // Eras of 400 years that begin on the first of March, so that the leap day is the last of its year.
    private static int FormatDay(long days, Span<byte> destination)
    {
        days += DaysFromEraStartTo1970;
        var era = Math.DivRem(days, DaysPerEra, out var dayOfEra);
        if (dayOfEra < 0)
        {
            dayOfEra += DaysPerEra;
            era--;
        }

        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var monthFromMarch = ((5 * dayOfYear) + 2) / 153;
        var day = dayOfYear - (((153 * monthFromMarch) + 2) / 5) + 1;
        var month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        var year = (era * 400) + yearOfEra + (month <= 2 ? 1 : 0);
        var format = year is >= 0 and <= 9999 ? "0000-" : "+000000-;-000000-";
        _ = year.TryFormat(destination, out var length, format, CultureInfo.InvariantCulture);
        length += WriteTwo(destination[length..], month, '-');
        length += WriteTwo(destination[length..], day, 'T');
        return length - 1;
    }
}
