namespace WireSP.Expressions.Operators;

/// <summary><c>$dayOfWeek</c>: the day of the week of a date.</summary>
internal static class DayOfWeek
{
    public static readonly ExpressionSpec Spec = new(
        "$dayOfWeek", DatePart.Create("$dayOfWeek", static local => Calendar.DayOfWeek(Calendar.DayOf(local)) + 1))
    {
        Summary = "Gives the day of the week, from 1 for Sunday, of a date in a time zone.",
        Syntax = "{ $dayOfWeek: date } or { $dayOfWeek: { date: date, timezone: zone } }",
        Trial = DatePart.Trial,
        Examples =
        [
            new("""{ "$dayOfWeek": "$at" }""", "7", """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$dayOfWeek": { "date": "$at", "timezone": "Asia/Tokyo" } }""", "7",
                """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$dayOfWeek": "$missing" }""", "null"),
        ],
    };
}
