using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$dateDiff</c>: how many units lie between two dates.</summary>
internal static class DateDiff
{
    private static readonly NamedSyntax Named = new(
        "$dateDiff", 5166301, 5166302, new Parameter("startDate", 5166303), new Parameter("endDate", 5166304),
        new Parameter("unit", 5166305), Zone.Parameter,
        new Parameter("startOfWeek") { Default = "sunday" });

    public static readonly ExpressionSpec Spec = new("$dateDiff", ExpressionSpec.Named(Named, Apply))
    {
        Summary = "Counts the beginnings of units that are passed from one date to another; negative when going back.",
        Syntax = "{ $dateDiff: { startDate: date, endDate: date, unit: string, timezone: zone, startOfWeek: day } }",
        Trial = new(
            """{ "startDate": { "$date": "2024-01-01T00:00:00Z" }, """
                + """ "endDate": { "$date": "2024-01-01T00:00:00Z" }, "unit": "week", "timezone": "UTC", """
                + """ "startOfWeek": "monday" }""")
        {
            Settings = ["unit", "timezone", "startOfWeek"],
        },
        Examples =
        [
            new(
                """{ "$dateDiff": { "startDate": "$a", "endDate": "$b", "unit": "year" } }""",
                """{ "$numberLong": "1" }""",
                """{ "a": { "$date": "2023-12-31T23:59:00Z" }, "b": { "$date": "2024-01-01T00:00:00Z" } }"""),
            new(
                """{ "$dateDiff": { "startDate": "$b", "endDate": "$a", "unit": "minute" } }""",
                """{ "$numberLong": "-1" }""",
                """{ "a": { "$date": "2023-12-31T23:59:00Z" }, "b": { "$date": "2024-01-01T00:00:00Z" } }"""),
            new("""{ "$dateDiff": { "startDate": null, "endDate": null, "unit": "day" } }""", "null"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        foreach (ref readonly var operand in operands[..4])
        {
            if (operand.IsNullish)
            {
                return BsonValue.Null;
            }
        }

        var start = DateOperands.Milliseconds("$dateDiff", operands[0], 5166307);
        var end = DateOperands.Milliseconds("$dateDiff", operands[1], 5166307);
        var unit = DateOperands.UnitOf("$dateDiff", operands[2], 5439013, 5439014);
        var zone = DateOperands.ZoneOf("$dateDiff", operands[3], context);
        var firstDay = 0;
        if (unit == TimeUnit.Week)
        {
            if (operands[4].IsNullish)
            {
                return BsonValue.Null;
            }

            firstDay = DateOperands.StartOfWeekOf("$dateDiff", operands[4]);
        }

        return Count(zone.ToLocal(end), unit, firstDay, zone.OffsetAt(end), end)
            - Count(zone.ToLocal(start), unit, firstDay, zone.OffsetAt(start), start);
    }

    // Days and longer units are counted on the local calendar; hours and shorter ones pass in UTC, but begin where the
    // local clock says, which matters for zones that are off by parts of an hour.
    private static long Count(long local, TimeUnit unit, int firstDay, long offset, long utc)
    {
        var day = Calendar.DayOf(local);
        var date = Calendar.DateOf(day);
        return unit switch
        {
            TimeUnit.Year => date.Year,
            TimeUnit.Quarter => (date.Year * 4) + ((date.Month - 1) / 3),
            TimeUnit.Month => (date.Year * 12) + date.Month,
            TimeUnit.Week => Calendar.FloorDivide(day + 4 - firstDay, 7),
            TimeUnit.Day => day,
            TimeUnit.Hour => Calendar.FloorDivide(utc + (offset % 3_600_000), 3_600_000),
            TimeUnit.Minute => Calendar.FloorDivide(utc, 60_000),
            TimeUnit.Second => Calendar.FloorDivide(utc, 1000),
            _ => utc,
        };
    }
}
