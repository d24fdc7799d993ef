namespace WireSP.Expressions.Operators;

/// <summary><c>$dayOfMonth</c>: the day of the month of a date.</summary>
internal static class DayOfMonth
{
    public static readonly ExpressionSpec Spec = new(
        "$dayOfMonth", DatePart.Create("$dayOfMonth", static local => Calendar.Split(local).Day))
    {
        Summary = "Gives the day of the month, from 1, of a date in a time zone.",
        Syntax = "{ $dayOfMonth: date } or { $dayOfMonth: { date: date, timezone: zone } }",
        Trial = DatePart.Trial,
        Examples =
        [
            new("""{ "$dayOfMonth": "$at" }""", "9", """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$dayOfMonth": { "date": "$at", "timezone": "Asia/Tokyo" } }""", "9",
                """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$dayOfMonth": "$missing" }""", "null"),
        ],
    };
}
