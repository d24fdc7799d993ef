using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$in</c>: whether a value is in an array.</summary>
internal static class In
{
    public static readonly ExpressionSpec Spec = new("$in", ExpressionSpec.Binary("$in", Apply))
    {
        Summary = "Says whether an array has an element equal to a value.",
        Syntax = "{ $in: [expression, array] }",
        Trial = new("[1, [1]]"),
        Examples =
        [
            new("""{ "$in": [2, [1, 2.0]] }""", "true"),
            new("""{ "$in": ["a", []] }""", "false"),
            new("""{ "$in": [[1], [[1]]] }""", "true"),
        ],
    };

    private static BsonValue Apply(BsonValue value, BsonValue array, EvaluationContext context)
    {
        if (array.Type != BsonType.Array)
        {
            throw ExpressionErrors.WrongType(40081, "$in", "an array as second argument", array);
        }

        foreach (var item in array.AsArray)
        {
            context.Charge(1);
            if (Order.AreEqual(item, value))
            {
                return true;
            }
        }

        return false;
    }
}
