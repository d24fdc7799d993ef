using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$anyElementTrue</c>: whether any element is true.</summary>
internal static class AnyElementTrue
{
    public static readonly ExpressionSpec Spec = new("$anyElementTrue", ExpressionSpec.Unary("$anyElementTrue", Apply))
    {
        Summary = "Says whether any element is true.",
        Syntax = "{ $anyElementTrue: [array] }",
        Examples =
        [
            new("""{ "$anyElementTrue": [[false, 1]] }""", "true"),
            new("""{ "$anyElementTrue": [[null, 0]] }""", "false"),
            new("""{ "$anyElementTrue": [[]] }""", "false"),
        ],
    };

    private static BsonValue Apply(BsonValue operand)
    {
        if (operand.Type != BsonType.Array)
        {
            throw ExpressionErrors.WrongType(17041, "$anyElementTrue", "an array", operand);
        }

        foreach (var item in operand.AsArray)
        {
            if (Truth.Of(item))
            {
                return true;
            }
        }

        return false;
    }
}
