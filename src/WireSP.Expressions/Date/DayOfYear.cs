namespace WireSP.Expressions.Operators;

/// <summary><c>$dayOfYear</c>: the day of the year of a date.</summary>
internal static class DayOfYear
{
    public static readonly ExpressionSpec Spec = new(
        "$dayOfYear", DatePart.Create("$dayOfYear", static local => Calendar.DayOfYear(Calendar.DayOf(local))))
    {
        Summary = "Gives the day of the year, from 1, of a date in a time zone.",
        Syntax = "{ $dayOfYear: date } or { $dayOfYear: { date: date, timezone: zone } }",
        Trial = DatePart.Trial,
        Examples =
        [
            new("""{ "$dayOfYear": "$at" }""", "69", """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$dayOfYear": { "date": "$at", "timezone": "Asia/Tokyo" } }""", "69",
                """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$dayOfYear": "$missing" }""", "null"),
        ],
    };
}
