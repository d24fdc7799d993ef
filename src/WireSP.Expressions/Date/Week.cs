namespace WireSP.Expressions.Operators;

/// <summary><c>$week</c>: the week of the year of a date.</summary>
internal static class Week
{
    public static readonly ExpressionSpec Spec = new(
        "$week", DatePart.Create("$week", static local => Calendar.WeekOf(Calendar.DayOf(local))))
    {
        Summary = "Gives the week of the year, from 0; weeks begin on Sunday, of a date in a time zone.",
        Syntax = "{ $week: date } or { $week: { date: date, timezone: zone } }",
        Trial = DatePart.Trial,
        Examples =
        [
            new("""{ "$week": "$at" }""", "9", """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$week": { "date": "$at", "timezone": "Asia/Tokyo" } }""", "9",
                """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$week": "$missing" }""", "null"),
        ],
    };
}
