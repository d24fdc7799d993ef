using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$bsonSize</c>: the size of an object.</summary>
internal static class BsonSize
{
    public static readonly ExpressionSpec Spec = new("$bsonSize", ExpressionSpec.Unary("$bsonSize", Apply))
    {
        Summary = "Gives the size of an object in bytes of BSON; null for null.",
        Syntax = "{ $bsonSize: object }",
        Examples =
        [
            new("""{ "$bsonSize": { "$literal": {} } }""", "5"),
            new("""{ "$bsonSize": "$$ROOT" }""", "12", """{ "a": 1 }"""),
            new("""{ "$bsonSize": null }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand)
    {
        if (operand.IsNullish)
        {
            return BsonValue.Null;
        }

        return operand.Type == BsonType.Document
            ? operand.Length
            : throw ExpressionErrors.WrongType(31393, "$bsonSize", "an object", operand);
    }
}
