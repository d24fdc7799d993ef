namespace WireSP.Expressions.Operators;

/// <summary><c>$minute</c>: the minute of a date.</summary>
internal static class Minute
{
    public static readonly ExpressionSpec Spec = new(
        "$minute", DatePart.Create("$minute", static local => Calendar.TimeOfDay(local) / 60_000 % 60))
    {
        Summary = "Gives the minute, of a date in a time zone.",
        Syntax = "{ $minute: date } or { $minute: { date: date, timezone: zone } }",
        Trial = DatePart.Trial,
        Examples =
        [
            new("""{ "$minute": "$at" }""", "45", """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$minute": { "date": "$at", "timezone": "Asia/Tokyo" } }""", "45",
                """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$minute": "$missing" }""", "null"),
        ],
    };
}
