using WireSP.Bson;
using WireSP.Expressions.Nodes;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Operators;

/// <summary><c>$mod</c>: the remainder of a division, with the sign of the dividend.</summary>
internal readonly struct Mod : IBinaryOperator
{
    public static readonly ExpressionSpec Spec = new("$mod", ExpressionSpec.FastBinary<Mod>("$mod"))
    {
        Summary = "Gives the remainder of a division, with the sign of the dividend. By zero is an error.",
        Syntax = "{ $mod: [dividend, divisor] }",
        Trial = new("[1, 1]"),
        Examples =
        [
            new("""{ "$mod": [7, 3] }""", "1"),
            new("""{ "$mod": [-7, 3] }""", "-1"),
            new("""{ "$mod": [7.5, 2] }""", "1.5"),
        ],
    };

    public static RunSource? SourceOf(RunSource left, RunSource right) => RemainderSource.Of(left, right);

    public static BsonValue Apply(in BsonValue left, in BsonValue right, EvaluationContext context)
    {
        if (Numbers.IsInteger(left) && Numbers.IsInteger(right))
        {
            return ApplyIntegers(left, right, context);
        }

        if (!left.IsNumber || !right.IsNumber)
        {
            return left.IsNullish || right.IsNullish
                ? BsonValue.Null
                : context.Fail(
                    16611,
                    static (dividend, divisor) =>
                        $"$mod takes numbers, not {TypeNames.Of(dividend)} and {TypeNames.Of(divisor)}",
                    left.Type,
                    right.Type);
        }

        switch (Numbers.Widest(left.Type, right.Type))
        {
            case BsonType.Double:
                var divisor = Numbers.ToDouble(right);
                return divisor == 0 ? ByZero(context) : Numbers.ToDouble(left) % divisor;
            default:
                var decimalDivisor = Numbers.ToDecimal(right);
                return decimalDivisor.IsZero
                    ? ByZero(context)
                    : context.Decimal(Decimal128.Remainder(Numbers.ToDecimal(left), decimalDivisor));
        }
    }

    private static BsonValue ApplyIntegers(in BsonValue left, in BsonValue right, EvaluationContext context)
    {
        if (right.Payload == 0)
        {
            return ByZero(context);
        }

        // The smallest long has no counterpart, and the processor traps on its division by -1.
        var remainder = right.Payload == -1 ? 0 : left.Payload % right.Payload;
        return left.Type == BsonType.Int32 && right.Type == BsonType.Int32
            ? BsonValue.FromInt32((int)remainder)
            : BsonValue.FromInt64(remainder);
    }

    private static BsonValue ByZero(EvaluationContext context) =>
        context.Fail(16610, static (_, _) => "can't $mod by zero");
}
