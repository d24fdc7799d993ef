using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$bitAnd</c>: gives the bits that are set in all operands.</summary>
internal static class BitAnd
{
    public static readonly ExpressionSpec Spec = new(
        "$bitAnd", ExpressionSpec.Variadic("$bitAnd", 0, int.MaxValue, Apply))
    {
        Summary = "Gives the bits that are set in all operands. Ints and longs only.",
        Syntax = "{ $bitAnd: [integer, …] }",
        Trial = new("[1]"),
        Examples =
        [
            new("""{ "$bitAnd": [6, 3] }""", "2"),
            new("""{ "$bitAnd": [6, null] }""", "null"),
            new("""{ "$bitAnd": [] }""", "-1"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        var result = -1L;
        var isLong = false;
        foreach (ref readonly var operand in operands)
        {
            if (operand.IsNullish)
            {
                return BsonValue.Null;
            }

            if (!Numbers.IsInteger(operand))
            {
                throw ExpressionErrors.WrongType(14, "$bitAnd", "ints and longs", operand);
            }

            isLong |= operand.Type == BsonType.Int64;
            result &= operand.Payload;
        }

        return isLong ? BsonValue.FromInt64(result) : BsonValue.FromInt32((int)result);
    }
}
