using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$concatArrays</c>: arrays joined.</summary>
internal static class ConcatArrays
{
    public static readonly ExpressionSpec Spec = new(
        "$concatArrays", ExpressionSpec.Variadic("$concatArrays", 0, int.MaxValue, Apply))
    {
        Summary = "Joins arrays. Null when an operand is null or missing.",
        Syntax = "{ $concatArrays: [array, …] }",
        Trial = new("[[1]]"),
        Examples =
        [
            new("""{ "$concatArrays": [[1], [2, 3]] }""", "[1, 2, 3]"),
            new("""{ "$concatArrays": [[1], null] }""", "null"),
            new("""{ "$concatArrays": [] }""", "[]"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        foreach (ref readonly var operand in operands)
        {
            if (operand.IsNullish)
            {
                return BsonValue.Null;
            }

            if (operand.Type != BsonType.Array)
            {
                throw ExpressionErrors.WrongType(28664, "$concatArrays", "arrays", operand);
            }
        }

        var start = context.Arena.BeginDocument();
        var index = 0;
        foreach (ref readonly var operand in operands)
        {
            foreach (var item in operand.AsArray)
            {
                context.Arena.WriteValue(index++, item);
                context.ChargeBytes(0);
            }
        }

        return context.EndArray(start);
    }
}
