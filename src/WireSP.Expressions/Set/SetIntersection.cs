using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$setIntersection</c>: the values that all arrays share.</summary>
internal static class SetIntersection
{
    public static readonly ExpressionSpec Spec = new(
        "$setIntersection", ExpressionSpec.Variadic("$setIntersection", 0, int.MaxValue, Apply))
    {
        Summary = "Gives the elements that are in all of the arrays, each once. Null when an operand is null or "
            + "missing.",
        Syntax = "{ $setIntersection: [array, …] }",
        Trial = new("[[1], [1]]"),
        Examples =
        [
            new("""{ "$setIntersection": [[1, 2], [2, 3]] }""", "[2]"),
            new("""{ "$setIntersection": [[1], [2]] }""", "[]"),
            new("""{ "$setIntersection": [[1], null] }""", "null"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        // What is shared so far stands in one set, what will be shared after the next array goes to the other.
        ValueSet? shared = null;
        var index = 0;
        foreach (ref readonly var operand in operands)
        {
            if (operand.IsNullish)
            {
                return BsonValue.Null;
            }

            if (operand.Type != BsonType.Array)
            {
                throw ExpressionErrors.WrongType(17047, "$setIntersection", "arrays", operand);
            }

            shared = Intersect(shared, operand.AsArray, context.EmptySet(index), context);
            index = 1 - index;
        }

        var mark = context.Mark;
        foreach (var value in shared is null ? default : shared.Values)
        {
            context.Push(value);
        }

        return context.TakeArray(mark);
    }

    private static ValueSet Intersect(
        ValueSet? earlier, BsonArray array, ValueSet result, EvaluationContext context)
    {
        var values = earlier is null ? result : context.EmptySet(2);
        values.AddRange(array, context);
        if (earlier is null)
        {
            return result;
        }

        foreach (var value in earlier.Values)
        {
            if (values.Contains(value))
            {
                _ = result.Add(value);
            }
        }

        return result;
    }
}
