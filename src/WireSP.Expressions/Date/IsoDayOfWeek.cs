namespace WireSP.Expressions.Operators;

/// <summary><c>$isoDayOfWeek</c>: the day of the week of ISO 8601 of a date.</summary>
internal static class IsoDayOfWeek
{
    public static readonly ExpressionSpec Spec = new(
        "$isoDayOfWeek",
        DatePart.Create("$isoDayOfWeek", static local => ((Calendar.DayOfWeek(Calendar.DayOf(local)) + 6) % 7) + 1))
    {
        Summary = "Gives the day of the week of ISO 8601, from 1 for Monday, of a date in a time zone.",
        Syntax = "{ $isoDayOfWeek: date } or { $isoDayOfWeek: { date: date, timezone: zone } }",
        Trial = DatePart.Trial,
        Examples =
        [
            new("""{ "$isoDayOfWeek": "$at" }""", "6", """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$isoDayOfWeek": { "date": "$at", "timezone": "Asia/Tokyo" } }""", "6",
                """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$isoDayOfWeek": "$missing" }""", "null"),
        ],
    };
}
