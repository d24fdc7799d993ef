using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary><c>$divide</c>: a quotient, always a double or a decimal.</summary>
internal readonly struct Divide : IBinaryOperator
{
    public static readonly ExpressionSpec Spec = new("$divide", ExpressionSpec.FastBinary<Divide>("$divide"))
    {
        Summary =
            "Divides one number by another, giving a double, or a decimal when one of them is. By zero is an error.",
        Syntax = "{ $divide: [dividend, divisor] }",
        Trial = new("[1, 1]"),
        Examples =
        [
            new("""{ "$divide": [7, 2] }""", "3.5"),
            new("""{ "$divide": [6, 2] }""", "3.0"),
            new("""{ "$divide": [null, 0] }""", "null"),
        ],
    };

    public static BsonValue Apply(in BsonValue left, in BsonValue right, EvaluationContext context)
    {
        if (!left.IsNumber || !right.IsNumber)
        {
            return left.IsNullish || right.IsNullish
                ? BsonValue.Null
                : context.Fail(
                    16609,
                    static (dividend, divisor) =>
                        $"$divide takes numbers, not {TypeNames.Of(dividend)} and {TypeNames.Of(divisor)}",
                    left.Type,
                    right.Type);
        }

        if (left.Type == BsonType.Decimal128 || right.Type == BsonType.Decimal128)
        {
            var divisor = Numbers.ToDecimal(right);
            return divisor.IsZero
                ? ByZero(context)
                : context.Decimal(Decimal128.Divide(Numbers.ToDecimal(left), divisor));
        }

        var denominator = Numbers.ToDouble(right);
        return denominator == 0 ? ByZero(context) : Numbers.ToDouble(left) / denominator;
    }

    private static BsonValue ByZero(EvaluationContext context) =>
        context.Fail(16608, static (_, _) => "can't $divide by zero");
}
