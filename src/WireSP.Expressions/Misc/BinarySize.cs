using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$binarySize</c>: the size of a string or of binary data.</summary>
internal static class BinarySize
{
    public static readonly ExpressionSpec Spec = new("$binarySize", ExpressionSpec.Unary("$binarySize", Apply))
    {
        Summary = "Gives the size of a string or of binary data in bytes; null for null.",
        Syntax = "{ $binarySize: string | binData }",
        Examples =
        [
            new("""{ "$binarySize": "é" }""", "2"),
            new("""{ "$binarySize": "" }""", "0"),
            new("""{ "$binarySize": null }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand)
    {
        if (operand.IsNullish)
        {
            return BsonValue.Null;
        }

        return operand.Type is BsonType.String or BsonType.Binary
            ? operand.Length
            : throw ExpressionErrors.WrongType(51276, "$binarySize", "a string or binary data", operand);
    }
}
