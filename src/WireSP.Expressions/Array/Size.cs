using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$size</c>: the number of elements of an array.</summary>
internal static class Size
{
    public static readonly ExpressionSpec Spec = new("$size", ExpressionSpec.Unary("$size", Apply))
    {
        Summary = "Gives the number of elements of an array; anything else is an error.",
        Syntax = "{ $size: array }",
        Examples =
        [
            new("""{ "$size": [[1, 2]] }""", "2"),
            new("""{ "$size": [[]] }""", "0"),
            new("""{ "$size": "$a" }""", "1", """{ "a": [[1, 2]] }"""),
        ],
    };

    private static BsonValue Apply(BsonValue operand) => operand.Type == BsonType.Array
        ? operand.AsArray.Count()
        : throw ExpressionErrors.WrongType(17124, "$size", "an array", operand);
}
