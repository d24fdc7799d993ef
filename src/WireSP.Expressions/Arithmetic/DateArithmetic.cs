using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>Dates as operands of <c>$add</c> and <c>$subtract</c>: milliseconds, checked for overflow.</summary>
internal static class DateArithmetic
{
    public static BsonValue AddMilliseconds(string name, in BsonValue date, in BsonValue amount) =>
        Sum(name, date.AsDateTimeMs, Milliseconds(name, amount));

    public static BsonValue SubtractMilliseconds(string name, in BsonValue date, in BsonValue amount) =>
        Sum(name, date.AsDateTimeMs, -(Int128)Milliseconds(name, amount));

    private static BsonValue Sum(string name, long date, Int128 amount)
    {
        var sum = date + amount;
        return sum == (long)sum ? BsonValue.FromDateTimeMs((long)sum) : throw Overflow(name);
    }

    private static long Milliseconds(string name, in BsonValue amount)
    {
        if (Numbers.IsInteger(amount))
        {
            return amount.Payload;
        }

        var rounded = Math.Round(Numbers.ToDouble(amount), MidpointRounding.AwayFromZero);
        return Numbers.TryToInt64(rounded, out var milliseconds) ? milliseconds : throw Overflow(name);
    }

    private static EvaluationException Overflow(string name) => new(15, $"date overflow in {name}");
}
