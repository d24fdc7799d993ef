namespace WireSP.Expressions.Operators;

/// <summary><c>$isoWeek</c>: the week of ISO 8601 of a date.</summary>
internal static class IsoWeek
{
    public static readonly ExpressionSpec Spec = new(
        "$isoWeek", DatePart.Create("$isoWeek", static local => Calendar.IsoWeekOf(Calendar.DayOf(local)).Week))
    {
        Summary = "Gives the week of ISO 8601, from 1, of a date in a time zone.",
        Syntax = "{ $isoWeek: date } or { $isoWeek: { date: date, timezone: zone } }",
        Trial = DatePart.Trial,
        Examples =
        [
            new("""{ "$isoWeek": "$at" }""", "10", """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$isoWeek": { "date": "$at", "timezone": "Asia/Tokyo" } }""", "10",
                """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$isoWeek": "$missing" }""", "null"),
        ],
    };
}
