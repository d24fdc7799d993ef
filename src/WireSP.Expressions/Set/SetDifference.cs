using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$setDifference</c>: the values of one array that another does not have.</summary>
internal static class SetDifference
{
    public static readonly ExpressionSpec Spec = new("$setDifference", ExpressionSpec.Binary("$setDifference", Apply))
    {
        Summary = "Gives the elements of the first array that are not in the second, each once.",
        Syntax = "{ $setDifference: [array, array] }",
        Trial = new("[[1], [1]]"),
        Examples =
        [
            new("""{ "$setDifference": [[1, 2, 2], [1]] }""", "[2]"),
            new("""{ "$setDifference": [[1], [1]] }""", "[]"),
            new("""{ "$setDifference": [[1], null] }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue left, BsonValue right, EvaluationContext context)
    {
        if (left.IsNullish || right.IsNullish)
        {
            return BsonValue.Null;
        }

        if (left.Type != BsonType.Array)
        {
            throw ExpressionErrors.WrongType(17048, "$setDifference", "an array as first argument", left);
        }

        if (right.Type != BsonType.Array)
        {
            throw ExpressionErrors.WrongType(17049, "$setDifference", "an array as second argument", right);
        }

        // What is kept joins the values to leave out, so that it is kept once.
        var excluded = context.EmptySet(0);
        excluded.AddRange(right.AsArray, context);
        var mark = context.Mark;
        foreach (var item in left.AsArray)
        {
            context.Charge(1);
            if (excluded.Add(item))
            {
                context.Push(item);
            }
        }

        return context.TakeArray(mark);
    }
}
