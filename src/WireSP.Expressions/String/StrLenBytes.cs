using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$strLenBytes</c>: the length of a text in bytes of UTF-8.</summary>
internal static class StrLenBytes
{
    public static readonly ExpressionSpec Spec = new("$strLenBytes", ExpressionSpec.Unary("$strLenBytes", Apply))
    {
        Summary = "Gives the number of bytes of UTF-8 of a string.",
        Syntax = "{ $strLenBytes: string }",
        Examples =
        [
            new("""{ "$strLenBytes": "abc" }""", "3"),
            new("""{ "$strLenBytes": "é" }""", "2"),
            new("""{ "$strLenBytes": "" }""", "0"),
        ],
    };

    private static BsonValue Apply(BsonValue operand) => operand.Type == BsonType.String
        ? operand.Bytes.Length
        : throw ExpressionErrors.WrongType(34473, "$strLenBytes", "a string", operand);
}
