using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$allElementsTrue</c>: whether all elements are true.</summary>
internal static class AllElementsTrue
{
    public static readonly ExpressionSpec Spec = new(
        "$allElementsTrue", ExpressionSpec.Unary("$allElementsTrue", Apply))
    {
        Summary = "Says whether all elements are true.",
        Syntax = "{ $allElementsTrue: [array] }",
        Examples =
        [
            new("""{ "$allElementsTrue": [[true, 1]] }""", "true"),
            new("""{ "$allElementsTrue": [[true, 0]] }""", "false"),
            new("""{ "$allElementsTrue": [[]] }""", "true"),
        ],
    };

    private static BsonValue Apply(BsonValue operand)
    {
        if (operand.Type != BsonType.Array)
        {
            throw ExpressionErrors.WrongType(17040, "$allElementsTrue", "an array", operand);
        }

        foreach (var item in operand.AsArray)
        {
            if (!Truth.Of(item))
            {
                return false;
            }
        }

        return true;
    }
}
