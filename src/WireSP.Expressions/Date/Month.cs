namespace WireSP.Expressions.Operators;

/// <summary><c>$month</c>: the month of a date.</summary>
internal static class Month
{
    public static readonly ExpressionSpec Spec = new(
        "$month", DatePart.Create("$month", static local => Calendar.Split(local).Month))
    {
        Summary = "Gives the month, from 1, of a date in a time zone.",
        Syntax = "{ $month: date } or { $month: { date: date, timezone: zone } }",
        Trial = DatePart.Trial,
        Examples =
        [
            new("""{ "$month": "$at" }""", "3", """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$month": { "date": "$at", "timezone": "Asia/Tokyo" } }""", "3",
                """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$month": "$missing" }""", "null"),
        ],
    };
}
