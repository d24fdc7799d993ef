using System.Buffers.Text;
using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>Writes dates by the format specifiers of <c>$dateToString</c>.</summary>
internal static class DateFormat
{
    private static readonly string[] MonthNames =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ];

    /// <summary>Writes a date.</summary>
    /// <exception cref="EvaluationException">An unknown specifier, or a year that has not four digits.</exception>
    public static BsonValue Write(ReadOnlySpan<byte> format, long utc, Zone zone, EvaluationContext context)
    {
        var arena = context.Arena;
        var start = arena.Position;
        context.ChargeBytes(format.Length);
        var offset = zone.OffsetAt(utc);
        var local = utc + offset;
        while (!format.IsEmpty)
        {
            var literal = format.IndexOf((byte)'%');
            if (literal < 0)
            {
                arena.WriteRaw(format);
                break;
            }

            arena.WriteRaw(format[..literal]);
            if (literal + 1 == format.Length)
            {
                throw new EvaluationException(18535, "the format ends with an unmatched '%'");
            }

            WritePart((char)format[literal + 1], local, offset / 60_000, arena);
            format = format[(literal + 2)..];
        }

        return context.TextFrom(start);
    }

    private static void WritePart(char specifier, long local, long offsetMinutes, BsonWriter arena)
    {
        var parts = Calendar.Split(local);
        var day = Calendar.DayOf(local);
        switch (specifier)
        {
            case 'Y':
                WriteYear(parts.Year, arena);
                break;
            case 'G':
                WriteYear(Calendar.IsoWeekOf(day).Year, arena);
                break;
            case 'b':
                arena.WriteRaw(System.Text.Encoding.ASCII.GetBytes(MonthNames[parts.Month - 1][..3]));
                break;
            case 'B':
                arena.WriteRaw(System.Text.Encoding.ASCII.GetBytes(MonthNames[parts.Month - 1]));
                break;
            case 'z':
                arena.WriteRaw(offsetMinutes < 0 ? "-"u8 : "+"u8);
                WriteNumber(Math.Abs(offsetMinutes) / 60, 2, arena);
                WriteNumber(Math.Abs(offsetMinutes) % 60, 2, arena);
                break;
            case 'Z':
                arena.WriteRaw(offsetMinutes < 0 ? "-"u8 : default);
                WriteNumber(Math.Abs(offsetMinutes), 1, arena);
                break;
            case '%':
                arena.WriteRaw("%"u8);
                break;
            default:
                var (number, digits) = NumberOf(specifier, parts, day);
                WriteNumber(number, digits, arena);
                break;
        }
    }

    private static (int Number, int Digits) NumberOf(char specifier, in CalendarParts parts, long day) =>
        specifier switch
        {
            'm' => (parts.Month, 2),
            'd' => (parts.Day, 2),
            'H' => (parts.Hour, 2),
            'M' => (parts.Minute, 2),
            'S' => (parts.Second, 2),
            'L' => (parts.Millisecond, 3),
            'j' => (Calendar.DayOfYear(day), 3),
            'w' => (Calendar.DayOfWeek(day) + 1, 1),
            'u' => (((Calendar.DayOfWeek(day) + 6) % 7) + 1, 1),
            'U' => (Calendar.WeekOf(day), 2),
            'V' => (Calendar.IsoWeekOf(day).Week, 2),
            _ => throw new EvaluationException(18536, $"invalid format character '%{specifier}' in a date format"),
        };

    private static void WriteYear(long year, BsonWriter arena)
    {
        if (year is < 0 or > 9999)
        {
            throw new EvaluationException(18537, $"a date of the year {year} has no text; years have four digits");
        }

        WriteNumber(year, 4, arena);
    }

    private static void WriteNumber(long number, int digits, BsonWriter arena)
    {
        Span<byte> text = stackalloc byte[20];
        _ = Utf8Formatter.TryFormat(number, text, out var length, new('D', (byte)digits));
        arena.WriteRaw(text[..length]);
    }
}
