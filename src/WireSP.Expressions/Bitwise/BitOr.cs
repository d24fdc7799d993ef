using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$bitOr</c>: gives the bits that are set in any operand.</summary>
internal static class BitOr
{
    public static readonly ExpressionSpec Spec = new(
        "$bitOr", ExpressionSpec.Variadic("$bitOr", 0, int.MaxValue, Apply))
    {
        Summary = "Gives the bits that are set in any operand. Ints and longs only.",
        Syntax = "{ $bitOr: [integer, …] }",
        Trial = new("[1]"),
        Examples =
        [
            new("""{ "$bitOr": [6, 3] }""", "7"),
            new("""{ "$bitOr": [6, "$missing"] }""", "null"),
            new("""{ "$bitOr": [] }""", "0"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        var result = 0L;
        var isLong = false;
        foreach (ref readonly var operand in operands)
        {
            if (operand.IsNullish)
            {
                return BsonValue.Null;
            }

            if (!Numbers.IsInteger(operand))
            {
                throw ExpressionErrors.WrongType(14, "$bitOr", "ints and longs", operand);
            }

            isLong |= operand.Type == BsonType.Int64;
            result |= operand.Payload;
        }

        return isLong ? BsonValue.FromInt64(result) : BsonValue.FromInt32((int)result);
    }
}
