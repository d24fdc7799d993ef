using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$setUnion</c>: the values of all arrays.</summary>
internal static class SetUnion
{
    public static readonly ExpressionSpec Spec = new(
        "$setUnion", ExpressionSpec.Variadic("$setUnion", 0, int.MaxValue, Apply))
    {
        Summary = "Gives the elements that are in any of the arrays, each once. Null when an operand is null or "
            + "missing.",
        Syntax = "{ $setUnion: [array, …] }",
        Trial = new("[[1], [1]]"),
        Examples =
        [
            new("""{ "$setUnion": [[1, 2], [2, 3]] }""", "[1, 2, 3]"),
            new("""{ "$setUnion": [[1, 1.0]] }""", "[1]"),
            new("""{ "$setUnion": [[1], null] }""", "null"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        var union = context.EmptySet(0);
        foreach (ref readonly var operand in operands)
        {
            if (operand.IsNullish)
            {
                return BsonValue.Null;
            }

            if (operand.Type != BsonType.Array)
            {
                throw ExpressionErrors.WrongType(17043, "$setUnion", "arrays", operand);
            }

            union.AddRange(operand.AsArray, context);
        }

        var mark = context.Mark;
        foreach (var value in union.Values)
        {
            context.Push(value);
        }

        return context.TakeArray(mark);
    }
}
