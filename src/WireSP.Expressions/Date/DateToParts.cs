using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$dateToParts</c>: the parts of a date.</summary>
internal static class DateToParts
{
    private static readonly NamedSyntax Named = new(
        "$dateToParts", 40524, 40520, new Parameter("date", 40522), Zone.Parameter,
        new Parameter("iso8601") { Default = false });

    public static readonly ExpressionSpec Spec = new("$dateToParts", ExpressionSpec.Named(Named, Apply))
    {
        Summary = "Gives an object of the parts of a date, of the calendar or of ISO 8601 weeks.",
        Syntax = "{ $dateToParts: { date: date, timezone: zone, iso8601: bool } }",
        Trial = new("""{ "date": { "$date": "2024-01-01T00:00:00Z" }, "timezone": "UTC", "iso8601": true }""")
        {
            Settings = ["timezone", "iso8601"],
        },
        Examples =
        [
            new(
                """{ "$dateToParts": { "date": "$at" } }""",
                """{ "year": 2024, "month": 3, "day": 9, "hour": 13, "minute": 45, """
                    + """ "second": 59, "millisecond": 123 }""",
                """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new(
                """{ "$dateToParts": { "date": "$at", "iso8601": true } }""",
                """{ "isoWeekYear": 2024, "isoWeek": 10, "isoDayOfWeek": 6, "hour": 13, "minute": 45, """
                    + """ "second": 59, "millisecond": 123 }""",
                """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$dateToParts": { "date": null } }""", "null"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        if (operands[0].IsNullish || operands[1].IsNullish || operands[2].IsNullish)
        {
            return BsonValue.Null;
        }

        var zone = DateOperands.ZoneOf("$dateToParts", operands[1], context);
        if (operands[2].Type != BsonType.Boolean)
        {
            throw ExpressionErrors.WrongType(40521, "$dateToParts", "true or false as 'iso8601'", operands[2]);
        }

        var local = zone.ToLocal(DateOperands.Milliseconds("$dateToParts", operands[0]));
        return Write(local, operands[2].AsBoolean, context.Arena, context);
    }

    private static BsonValue Write(long local, bool isIso, BsonWriter writer, EvaluationContext context)
    {
        var parts = Calendar.Split(local);
        var day = Calendar.DayOf(local);
        var start = writer.BeginDocument();
        if (isIso)
        {
            var week = Calendar.IsoWeekOf(day);
            writer.WriteInt32("isoWeekYear"u8, (int)week.Year);
            writer.WriteInt32("isoWeek"u8, week.Week);
            writer.WriteInt32("isoDayOfWeek"u8, ((Calendar.DayOfWeek(day) + 6) % 7) + 1);
        }
        else
        {
            writer.WriteInt32("year"u8, (int)parts.Year);
            writer.WriteInt32("month"u8, parts.Month);
            writer.WriteInt32("day"u8, parts.Day);
        }

        writer.WriteInt32("hour"u8, parts.Hour);
        writer.WriteInt32("minute"u8, parts.Minute);
        writer.WriteInt32("second"u8, parts.Second);
        writer.WriteInt32("millisecond"u8, parts.Millisecond);
        return context.EndDocument(start);
    }
}
