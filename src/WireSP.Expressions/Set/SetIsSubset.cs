using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$setIsSubset</c>: whether one array has all values of another.</summary>
internal static class SetIsSubset
{
    public static readonly ExpressionSpec Spec = new("$setIsSubset", ExpressionSpec.Binary("$setIsSubset", Apply))
    {
        Summary = "Says whether all elements of the first array are in the second.",
        Syntax = "{ $setIsSubset: [array, array] }",
        Trial = new("[[1], [1]]"),
        Examples =
        [
            new("""{ "$setIsSubset": [[1], [1, 2]] }""", "true"),
            new("""{ "$setIsSubset": [[3], [1, 2]] }""", "false"),
            new("""{ "$setIsSubset": [[], []] }""", "true"),
        ],
    };

    private static BsonValue Apply(BsonValue left, BsonValue right, EvaluationContext context)
    {
        if (left.Type != BsonType.Array)
        {
            throw ExpressionErrors.WrongType(17046, "$setIsSubset", "an array as first argument", left);
        }

        if (right.Type != BsonType.Array)
        {
            throw ExpressionErrors.WrongType(17042, "$setIsSubset", "an array as second argument", right);
        }

        var values = context.EmptySet(0);
        values.AddRange(right.AsArray, context);
        foreach (var item in left.AsArray)
        {
            if (!values.Contains(item))
            {
                return false;
            }
        }

        return true;
    }
}
