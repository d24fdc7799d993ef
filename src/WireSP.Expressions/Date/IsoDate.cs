namespace WireSP.Expressions.Operators;

/// <summary>
/// Reads the one form that programs write, <c>yyyy-MM-ddTHH:mm:ss[.f…]</c> with <c>Z</c> or an offset such as
/// <c>+01:00</c>, in place. Every other form, also one that merely looks like it, is left to <see cref="DateReader"/>.
/// </summary>
internal static class IsoDate
{
    private const int LengthMin = 20;
    private const int OffsetLength = 6;

    /// <summary>Reads a moment; false when the text is anything else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length < LengthMin || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':'
            || text[16] != ':' || !TryReadOffset(text[19..], out var zoneLength, out var offset)
            || !TryReadFraction(text[19..^zoneLength], out var fraction))
        {
            return false;
        }

        var year = (Number(text, 0) * 100) + Number(text, 2);
        var month = Number(text, 5);
        var day = Number(text, 8);
        var hour = Number(text, 11);
        var minute = Number(text, 14);
        var second = Number(text, 17);

        // A character that is no digit makes a number far below zero, and so does any sum with it.
        if (year < 0 || month is < 1 or > 12 || day < 1 || day > Calendar.DaysInMonth(year, month)
            || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
        {
            return false;
        }

        var seconds = (((hour * 60) + minute - offset) * 60) + second;
        milliseconds = (Calendar.DayOf(year, month, day) * Calendar.MillisecondsPerDay) + (seconds * 1000L) + fraction;
        return true;
    }

    // The zone at the end of a text, in minutes to add to UTC.
    private static bool TryReadOffset(ReadOnlySpan<byte> text, out int length, out int minutes)
    {
        length = 1;
        minutes = 0;
        if (text[^1] == 'Z')
        {
            return true;
        }

        length = OffsetLength;
        if (text.Length < OffsetLength || text[^6] is not ((byte)'+' or (byte)'-') || text[^3] != ':')
        {
            return false;
        }

        var hours = Number(text[^5..], 0);
        var rest = Number(text[^2..], 0);
        minutes = ((hours * 60) + rest) * (text[^6] == '-' ? -1 : 1);
        return hours >= 0 && rest is >= 0 and < 60;
    }

    private static bool TryReadFraction(ReadOnlySpan<byte> text, out int milliseconds)
    {
        milliseconds = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text.Length < 2 || text[0] != '.' || text[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        for (var i = 1; i <= 3; i++)
        {
            milliseconds = (milliseconds * 10) + (i < text.Length ? text[i] - '0' : 0);
        }

        return true;
    }

    private static int Number(ReadOnlySpan<byte> text, int start)
    {
        var tens = text[start] - '0';
        var ones = text[start + 1] - '0';
        return (uint)tens <= 9 && (uint)ones <= 9 ? (tens * 10) + ones : -1_000_000;
    }
}
