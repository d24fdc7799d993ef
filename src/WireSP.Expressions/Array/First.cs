using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$first</c>: the first element of an array.</summary>
internal static class First
{
    public static readonly ExpressionSpec Spec = new("$first", ExpressionSpec.Unary("$first", Apply))
    {
        Summary = "Gives the first element of an array; no value when it is empty, null for null.",
        Syntax = "{ $first: array }",
        Examples =
        [
            new("""{ "$first": [[1, 2, 3]] }""", "1"),
            new("""{ "$first": "$a" }""", "\"x\"", """{ "a": ["x"] }"""),
            new("""{ "$first": null }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand)
    {
        if (operand.IsNullish)
        {
            return BsonValue.Null;
        }

        return operand.Type == BsonType.Array
            ? operand.AsArray[0]
            : throw ExpressionErrors.WrongType(28689, "$first", "an array", operand);
    }
}
