using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>What <c>$dateAdd</c> and <c>$dateSubtract</c> have in common.</summary>
internal static class DateShift
{
    /// <summary>How the constants of either are tried: by the unit of which most fit a date.</summary>
    public static readonly ConstantTrial Trial = new(
        """{ "startDate": { "$date": "2024-01-01T00:00:00Z" }, "unit": "millisecond", "amount": 1, """
            + """ "timezone": "UTC" }""")
    {
        Settings = ["unit", "amount", "timezone"],
    };

    public static NamedSyntax Syntax(string name) => new(
        name, 5166400, 5166401, new Parameter("startDate", 5166402), new Parameter("unit", 5166402),
        new Parameter("amount", 5166402), Zone.Parameter);

    public static BsonValue Apply(
        string name, ReadOnlySpan<BsonValue> operands, int sign, EvaluationContext context)
    {
        foreach (ref readonly var operand in operands)
        {
            if (operand.IsNullish)
            {
                return BsonValue.Null;
            }
        }

        var start = DateOperands.Milliseconds(name, operands[0], 5166403);
        var unit = DateOperands.UnitOf(name, operands[1], 5166404, 9);
        if (!Numbers.TryToInt64(operands[2], out var amount))
        {
            throw ExpressionErrors.WrongType(5166405, name, "a whole 64-bit number as 'amount'", operands[2]);
        }

        var zone = DateOperands.ZoneOf(name, operands[3], context);
        try
        {
            return BsonValue.FromDateTimeMs(Add(start, unit, checked(amount * sign), zone));
        }
        catch (OverflowException)
        {
            throw new EvaluationException(5166406, $"{name} overflows: {operands[2].Payload} {unit}");
        }
    }

    /// <summary>A date moved by a number of units; days and longer ones keep the local time of day.</summary>
    public static long Add(long start, TimeUnit unit, long amount, Zone zone)
    {
        checked
        {
            switch (unit)
            {
                case TimeUnit.Millisecond:
                    return start + amount;
                case TimeUnit.Second:
                    return start + (amount * 1000);
                case TimeUnit.Minute:
                    return start + (amount * 60_000);
                case TimeUnit.Hour:
                    return start + (amount * 3_600_000);
                case TimeUnit.Day:
                    return zone.ToUtc(zone.ToLocal(start) + (amount * Calendar.MillisecondsPerDay));
                case TimeUnit.Week:
                    return zone.ToUtc(zone.ToLocal(start) + (amount * 7 * Calendar.MillisecondsPerDay));
                default:
                    var months = amount * (unit == TimeUnit.Month ? 1 : unit == TimeUnit.Quarter ? 3 : 12);
                    return zone.ToUtc(AddMonths(zone.ToLocal(start), months));
            }
        }
    }

    private static long AddMonths(long local, long months)
    {
        var day = Calendar.DayOf(local);
        var date = Calendar.DateOf(day);
        var month = checked((date.Year * 12) + date.Month - 1 + months);
        var year = Calendar.FloorDivide(month, 12);

        // No date that milliseconds can hold is farther away than this.
        if (Math.Abs(year) > 300_000_000)
        {
            throw new OverflowException();
        }

        var target = (int)Calendar.FloorModulo(month, 12) + 1;
        var days = Calendar.DayOf(year, target, Math.Min(date.Day, Calendar.DaysInMonth(year, target)));
        return checked((days * Calendar.MillisecondsPerDay) + local - (day * Calendar.MillisecondsPerDay));
    }
}
