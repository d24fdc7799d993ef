using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$bitXor</c>: gives the bits that are set in an odd number of operands.</summary>
internal static class BitXor
{
    public static readonly ExpressionSpec Spec = new(
        "$bitXor", ExpressionSpec.Variadic("$bitXor", 0, int.MaxValue, Apply))
    {
        Summary = "Gives the bits that are set in an odd number of operands. Ints and longs only.",
        Syntax = "{ $bitXor: [integer, …] }",
        Trial = new("[1]"),
        Examples =
        [
            new("""{ "$bitXor": [6, 3] }""", "5"),
            new("""{ "$bitXor": [6, null] }""", "null"),
            new("""{ "$bitXor": [] }""", "0"),
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
                throw ExpressionErrors.WrongType(14, "$bitXor", "ints and longs", operand);
            }

            isLong |= operand.Type == BsonType.Int64;
            result ^= operand.Payload;
        }

        return isLong ? BsonValue.FromInt64(result) : BsonValue.FromInt32((int)result);
    }
}
