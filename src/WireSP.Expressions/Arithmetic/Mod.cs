using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary><c>$mod</c>: the remainder of a division, with the sign of the dividend.</summary>
internal readonly struct Mod : IBinaryOperator
{
    public static readonly ExpressionSpec Spec = new("$mod", ExpressionSpec.FastBinary<Mod>("$mod"))
    {
        Summary = "Gives the remainder of a division, with the sign of the dividend. By zero is an error.",
        Syntax = "{ $mod: [dividend, divisor] }",
        Examples =
        [
            new("""{ "$mod": [7, 3] }""", "1"),
            new("""{ "$mod": [-7, 3] }""", "-1"),
            new("""{ "$mod": [7.5, 2] }""", "1.5"),
        ],
    };

    public static BsonValue Apply(in BsonValue left, in BsonValue right, EvaluationContext context)
    {
        if (Numbers.IsInteger(left) && Numbers.IsInteger(right))
        {
            return ApplyIntegers(left, right);
        }

        if (!left.IsNumber || !right.IsNumber)
        {
            return left.IsNullish || right.IsNullish
                ? BsonValue.Null
                : throw new EvaluationException(16611,
                    $"$mod takes numbers, not {TypeNames.Of(left.Type)} and {TypeNames.Of(right.Type)}");
        }

        switch (Numbers.Widest(left.Type, right.Type))
        {
            case BsonType.Double:
                var divisor = Numbers.ToDouble(right);
                return divisor == 0 ? throw ByZero() : Numbers.ToDouble(left) % divisor;
            default:
                var decimalDivisor = Numbers.ToDecimal(right);
                return decimalDivisor.IsZero
                    ? throw ByZero()
                    : context.Decimal(Decimal128.Remainder(Numbers.ToDecimal(left), decimalDivisor));
        }
    }

    private static BsonValue ApplyIntegers(in BsonValue left, in BsonValue right)
    {
        if (right.Payload == 0)
        {
            throw ByZero();
        }

        // The smallest long has no counterpart, and the processor traps on its division by -1.
        var remainder = right.Payload == -1 ? 0 : left.Payload % right.Payload;
        return left.Type == BsonType.Int32 && right.Type == BsonType.Int32
            ? BsonValue.FromInt32((int)remainder)
            : BsonValue.FromInt64(remainder);
    }

    private static EvaluationException ByZero() => new(16610, "can't $mod by zero");
}
