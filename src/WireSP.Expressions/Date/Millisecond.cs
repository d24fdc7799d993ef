namespace WireSP.Expressions.Operators;

/// <summary><c>$millisecond</c>: the millisecond of a date.</summary>
internal static class Millisecond
{
    public static readonly ExpressionSpec Spec = new(
        "$millisecond", DatePart.Create("$millisecond", static local => Calendar.TimeOfDay(local) % 1000))
    {
        Summary = "Gives the millisecond, of a date in a time zone.",
        Syntax = "{ $millisecond: date } or { $millisecond: { date: date, timezone: zone } }",
        Trial = DatePart.Trial,
        Examples =
        [
            new("""{ "$millisecond": "$at" }""", "123", """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$millisecond": { "date": "$at", "timezone": "Asia/Tokyo" } }""", "123",
                """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$millisecond": "$missing" }""", "null"),
        ],
    };
}
