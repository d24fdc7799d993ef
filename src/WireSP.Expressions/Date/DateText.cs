using System.Buffers.Text;
using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>A date as text in the form of ISO 8601, in UTC.</summary>
internal static class DateText
{
    /// <summary>The server's code for a year that has no four digits.</summary>
    public const int YearCode = 18537;

    /// <summary>The text <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</summary>
    /// <exception cref="EvaluationException">The year does not have four digits.</exception>
    public static BsonValue Iso(long milliseconds, EvaluationContext context)
    {
        var parts = Calendar.Split(milliseconds);
        if (parts.Year is < 0 or > 9999)
        {
            throw new EvaluationException(
                YearCode, $"a date of the year {parts.Year} has no text; years have four digits");
        }

        Span<byte> text = stackalloc byte[24];
        "0000-00-00T00:00:00.000Z"u8.CopyTo(text);
        Put(text, 0, parts.Year, 4);
        Put(text, 5, parts.Month, 2);
        Put(text, 8, parts.Day, 2);
        Put(text, 11, parts.Hour, 2);
        Put(text, 14, parts.Minute, 2);
        Put(text, 17, parts.Second, 2);
        Put(text, 20, parts.Millisecond, 3);
        return context.Text(text);
    }

    private static void Put(Span<byte> text, int start, long number, int digits) =>
        Utf8Formatter.TryFormat((uint)number, text.Slice(start, digits), out _, new('D', (byte)digits));
}
