using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>Dates as operands of <c>$add</c> and <c>$subtract</c>: milliseconds, checked for overflow.</summary>
internal static class DateArithmetic
{
    public static BsonValue AddMilliseconds(string name, in BsonValue date, in BsonValue amount)
    {
        if (amount.Type != BsonType.Decimal128)
        {
            return Sum(name, date.AsDateTimeMs, Milliseconds(name, amount));
        }

        // The sum is rounded and not the amount, which a half shows.
        var sum = Decimal128.Add(Decimal128.FromInt64(date.AsDateTimeMs), amount.AsDecimal128);
        return Decimal128.Round(sum, 0).TryToInt64Exact(out var milliseconds)
            ? BsonValue.FromDateTimeMs(milliseconds)
            : throw Overflow(name);
    }

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

        var isWhole = amount.Type == BsonType.Decimal128
            ? Decimal128.Round(amount.AsDecimal128, 0).TryToInt64Exact(out var milliseconds)
            : Numbers.TryToInt64(Math.Round(amount.AsDouble, MidpointRounding.AwayFromZero), out milliseconds);
        return isWhole ? milliseconds : throw Overflow(name);
    }

    private static EvaluationException Overflow(string name) => new(15, $"date overflow in {name}");
}
