namespace WireSP.Expressions.Operators;

/// <summary><c>$hour</c>: the hour of a date.</summary>
internal static class Hour
{
    public static readonly ExpressionSpec Spec = new(
        "$hour", DatePart.Create("$hour", static local => Calendar.TimeOfDay(local) / 3_600_000))
    {
        Summary = "Gives the hour, of a date in a time zone.",
        Syntax = "{ $hour: date } or { $hour: { date: date, timezone: zone } }",
        Trial = DatePart.Trial,
        Examples =
        [
            new("""{ "$hour": "$at" }""", "13", """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$hour": { "date": "$at", "timezone": "Asia/Tokyo" } }""", "22",
                """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$hour": "$missing" }""", "null"),
        ],
    };
}
