namespace WireSP.Expressions.Operators;

/// <summary><c>$isoWeekYear</c>: the year of the week of ISO 8601 of a date.</summary>
internal static class IsoWeekYear
{
    public static readonly ExpressionSpec Spec = new(
        "$isoWeekYear", DatePart.Create("$isoWeekYear", static local => Calendar.IsoWeekOf(Calendar.DayOf(local)).Year))
    {
        Summary = "Gives the year of the week of ISO 8601, of a date in a time zone.",
        Syntax = "{ $isoWeekYear: date } or { $isoWeekYear: { date: date, timezone: zone } }",
        Trial = DatePart.Trial,
        Examples =
        [
            new("""{ "$isoWeekYear": "$at" }""", """{ "$numberLong": "2024" }""",
                """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$isoWeekYear": { "date": "$at", "timezone": "Asia/Tokyo" } }""", """{ "$numberLong": "2024" }""",
                """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$isoWeekYear": "$missing" }""", "null"),
        ],
    };
}
