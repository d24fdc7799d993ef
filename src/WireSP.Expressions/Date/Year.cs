namespace WireSP.Expressions.Operators;

/// <summary><c>$year</c>: the year of a date.</summary>
internal static class Year
{
    public static readonly ExpressionSpec Spec = new(
        "$year", DatePart.Create("$year", static local => Numbers.Narrow(Calendar.Split(local).Year)))
    {
        Summary = "Gives the year, of a date in a time zone.",
        Syntax = "{ $year: date } or { $year: { date: date, timezone: zone } }",
        Trial = DatePart.Trial,
        Examples =
        [
            new("""{ "$year": "$at" }""", "2024", """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$year": { "date": "$at", "timezone": "Asia/Tokyo" } }""", "2024",
                """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$year": "$missing" }""", "null"),
        ],
    };
}
