using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$dateTrunc</c>: the beginning of the unit that a date lies in.</summary>
internal static class DateTrunc
{
    private static readonly NamedSyntax Named = new(
        "$dateTrunc", 5439007, 5439008, new Parameter("date", 5439009), new Parameter("unit", 5439010),
        new Parameter("binSize") { Default = 1 }, Zone.Parameter,
        new Parameter("startOfWeek") { Default = "sunday" });

    public static readonly ExpressionSpec Spec = new("$dateTrunc", ExpressionSpec.Named(Named, Apply))
    {
        Summary = "Gives the beginning of the unit, or of the group of binSize units since 2000, that a date lies in.",
        Syntax = "{ $dateTrunc: { date: date, unit: string, binSize: number, timezone: zone, startOfWeek: day } }",
        Trial = new(
            """{ "date": { "$date": "2024-01-01T00:00:00Z" }, "unit": "week", "binSize": 1, """
                + """ "timezone": "UTC", "startOfWeek": "monday" }""")
        {
            Settings = ["unit", "binSize", "timezone", "startOfWeek"],
        },
        Examples =
        [
            new("""{ "$dateTrunc": { "date": "$at", "unit": "hour" } }""", """{ "$date": "2024-03-09T13:00:00Z" }""",
                """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new(
                """{ "$dateTrunc": { "date": "$at", "unit": "minute", "binSize": 15 } }""",
                """{ "$date": "2024-03-09T13:45:00Z" }""",
                """{ "at": { "$date": "2024-03-09T13:45:59.123Z" } }"""),
            new("""{ "$dateTrunc": { "date": null, "unit": "day" } }""", "null"),
        ],
    };

    // 2000-01-01, from which bins are counted.
    private const long ReferenceDay = 10_957;

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        foreach (ref readonly var operand in operands[..4])
        {
            if (operand.IsNullish)
            {
                return BsonValue.Null;
            }
        }

        var date = DateOperands.Milliseconds("$dateTrunc", operands[0], 5439012);
        var unit = DateOperands.UnitOf("$dateTrunc", operands[1], 5439013, 5439014);
        if (!Numbers.TryToInt64(operands[2], out var binSize))
        {
            throw ExpressionErrors.WrongType(5439017, "$dateTrunc", "a whole 64-bit number as 'binSize'", operands[2]);
        }

        if (binSize <= 0)
        {
            throw new EvaluationException(5439018, $"$dateTrunc takes a 'binSize' above 0, not {binSize}");
        }

        var zone = DateOperands.ZoneOf("$dateTrunc", operands[3], context);
        if (unit == TimeUnit.Week && operands[4].IsNullish)
        {
            return BsonValue.Null;
        }

        var firstDay = unit == TimeUnit.Week ? DateOperands.StartOfWeekOf("$dateTrunc", operands[4]) : 0;
        try
        {
            return BsonValue.FromDateTimeMs(Truncate(date, unit, binSize, zone, firstDay));
        }
        catch (OverflowException)
        {
            throw new EvaluationException(5439018, $"$dateTrunc cannot count bins of {binSize} {unit}");
        }
    }

    private static long Truncate(long date, TimeUnit unit, long binSize, Zone zone, int firstDay)
    {
        var local = zone.ToLocal(date);
        switch (unit)
        {
            case TimeUnit.Millisecond or TimeUnit.Second or TimeUnit.Minute or TimeUnit.Hour:
                return TruncateDuration(date, DurationOf(unit), binSize, zone);
            case TimeUnit.Day:
                return FromDay(ReferenceDay + Floor(Calendar.DayOf(local) - ReferenceDay, binSize), zone);
            case TimeUnit.Week:
                // The first beginning of a week on or after the reference.
                var first = ReferenceDay + Calendar.FloorModulo(firstDay - Calendar.DayOfWeek(ReferenceDay), 7);
                return FromDay(first + Floor(Calendar.DayOf(local) - first, checked(binSize * 7)), zone);
            default:
                var parts = Calendar.Split(local);
                var months = ((parts.Year - 2000) * 12) + parts.Month - 1;
                var size = checked(binSize * (unit == TimeUnit.Month ? 1 : unit == TimeUnit.Quarter ? 3 : 12));
                var begin = Floor(months, size);
                return FromDay(Calendar.DayOf(2000, begin + 1, 1), zone);
        }
    }

    // Bins of hours and shorter units are counted from the reference in the zone, so that they begin at its midnight.
    private static long TruncateDuration(long date, long duration, long binSize, Zone zone)
    {
        var reference = zone.ToUtc(ReferenceDay * Calendar.MillisecondsPerDay);
        return checked(reference + Floor(date - reference, checked(duration * binSize)));
    }

    private static long DurationOf(TimeUnit unit) => unit switch
    {
        TimeUnit.Hour => 3_600_000,
        TimeUnit.Minute => 60_000,
        TimeUnit.Second => 1000,
        _ => 1,
    };

    private static long FromDay(long day, Zone zone) => zone.ToUtc(checked(day * Calendar.MillisecondsPerDay));

    private static long Floor(long value, long step) => Calendar.FloorDivide(value, step) * step;
}
