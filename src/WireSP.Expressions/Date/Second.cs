namespace WireSP.Expressions.Operators;

/// <summary><c>$second</c>: the second of a date.</summary>
internal static class Second
{
    public static readonly ExpressionSpec Spec = new(
        "$second", DatePart.Create("$second", static local => Calendar.TimeOfDay(local) / 1000 % 60))
    {
        Summary = "Gives the second, of a date in a time zone.",
        Syntax = "{ $second: date } or { $second: { date: date, timezone: zone } }",
        Trial = DatePart.Trial,
        Examples =
        [
            new("""{ "$second": "$at" }""", "59", """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$second": { "date": "$at", "timezone": "Asia/Tokyo" } }""", "59",
                """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$second": "$missing" }""", "null"),
        ],
    };
}
