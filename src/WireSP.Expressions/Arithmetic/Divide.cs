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
                : throw new EvaluationException(16609,
                    $"$divide takes numbers, not {TypeNames.Of(left.Type)} and {TypeNames.Of(right.Type)}");
        }

        if (left.Type == BsonType.Decimal128 || right.Type == BsonType.Decimal128)
        {
            var divisor = Numbers.ToDecimal(right);
            return divisor.IsZero
                ? throw ByZero()
                : context.Decimal(Decimal128.Divide(Numbers.ToDecimal(left), divisor));
        }

        var denominator = Numbers.ToDouble(right);
        return denominator == 0 ? throw ByZero() : Numbers.ToDouble(left) / denominator;
    }

    private static EvaluationException ByZero() => new(16608, "can't $divide by zero");
}
