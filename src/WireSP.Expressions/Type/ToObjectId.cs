using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$toObjectId</c>: a value as an object id.</summary>
internal static class ToObjectId
{
    public static readonly ExpressionSpec Spec = new("$toObjectId", ExpressionSpec.Unary("$toObjectId", Apply, 50723))
    {
        Summary = "Converts a value to an object id; null for null. See $convert.",
        Syntax = "{ $toObjectId: expression }",
        Examples =
        [
            new("""{ "$toObjectId": "5ab9cbfa31c2ab715d42129e" }""", """{ "$oid": "5ab9cbfa31c2ab715d42129e" }"""),
            new("""{ "$type": { "$toObjectId": "5ab9cbfa31c2ab715d42129e" } }""", "\"objectId\""),
            new("""{ "$toObjectId": null }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand, EvaluationContext context) => operand.IsNullish
        ? BsonValue.Null
        : Conversion.To(new ConversionTarget(BsonType.ObjectId), operand, context);
}
