using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary><c>$subtract</c>: a difference of numbers, of dates, or of a date and milliseconds.</summary>
internal readonly struct Subtract : IBinaryOperator
{
    public static readonly ExpressionSpec Spec = new("$subtract", ExpressionSpec.FastBinary<Subtract>("$subtract"))
    {
        Summary = "Subtracts numbers; two dates give milliseconds, a date and a number give a date.",
        Syntax = "{ $subtract: [expression, expression] }",
        Trial = new(
            "[1, 1]",
            """[{ "$date": "2024-01-01T00:00:00Z" }, { "$date": "2024-01-01T00:00:00Z" }]"""),
        Examples =
        [
            new("""{ "$subtract": [5, 2] }""", "3"),
            new("""{ "$subtract": ["$b", "$a"] }""", """{ "$numberLong": "60000" }""",
                """{ "a": { "$date": "2024-01-01T00:00:00Z" }, "b": { "$date": "2024-01-01T00:01:00Z" } }"""),
            new("""{ "$subtract": [1, "$missing"] }""", "null"),
        ],
    };

    public static bool TakesReals => true;

    public static double ApplyReals(double left, double right) => left - right;

    public static bool TryApplyIntegers(long left, long right, out long result)
    {
        result = unchecked(left - right);
        return ((left ^ right) & (left ^ result)) >= 0;
    }

    public static BsonValue Apply(in BsonValue left, in BsonValue right, EvaluationContext context)
    {
        if (left.Type == BsonType.Double && right.Type == BsonType.Double)
        {
            return left.AsDouble - right.AsDouble;
        }

        if (left.IsNumber && right.IsNumber)
        {
            return ApplyNumbers(left, right, context);
        }

        if (left.IsNullish || right.IsNullish)
        {
            return BsonValue.Null;
        }

        return ApplyDate(left, right, context);
    }

    private static BsonValue ApplyNumbers(in BsonValue left, in BsonValue right, EvaluationContext context)
    {
        switch (Numbers.Widest(left.Type, right.Type))
        {
            case BsonType.Int32:
                return Numbers.Narrow(left.Payload - right.Payload);
            case BsonType.Int64:
                var difference = (Int128)left.Payload - right.Payload;
                return difference == (long)difference ? (BsonValue)(long)difference : (double)difference;
            case BsonType.Double:
                return Numbers.ToDouble(left) - Numbers.ToDouble(right);
            default:
                return context.Decimal(Decimal128.Subtract(Numbers.ToDecimal(left), Numbers.ToDecimal(right)));
        }
    }

    private static BsonValue ApplyDate(in BsonValue left, in BsonValue right, EvaluationContext context)
    {
        if (left.Type != BsonType.DateTime)
        {
            return context.Fail(
                16556,
                static (from, taken) => $"$subtract cannot take {TypeNames.Of(taken)} from {TypeNames.Of(from)}",
                left.Type,
                right.Type);
        }

        if (right.Type == BsonType.DateTime)
        {
            return left.AsDateTimeMs - right.AsDateTimeMs;
        }

        return right.IsNumber
            ? DateArithmetic.SubtractMilliseconds("$subtract", left, right)
            : context.Fail(
                16613, static (taken, _) => $"$subtract cannot take {TypeNames.Of(taken)} from a date", right.Type);
    }
}
