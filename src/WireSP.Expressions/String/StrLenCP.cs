using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$strLenCP</c>: the length of a text in code points.</summary>
internal static class StrLenCP
{
    public static readonly ExpressionSpec Spec = new("$strLenCP", ExpressionSpec.Unary("$strLenCP", Apply))
    {
        Summary = "Gives the number of code points of a string.",
        Syntax = "{ $strLenCP: string }",
        Examples =
        [
            new("""{ "$strLenCP": "abc" }""", "3"),
            new("""{ "$strLenCP": "é" }""", "1"),
            new("""{ "$strLenCP": "" }""", "0"),
        ],
    };

    private static BsonValue Apply(BsonValue operand) => operand.Type == BsonType.String
        ? Utf8.Count(operand.Bytes)
        : throw ExpressionErrors.WrongType(34471, "$strLenCP", "a string", operand);
}
