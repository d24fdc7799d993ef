using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$toUUID</c>: a value as a UUID.</summary>
internal static class ToUuid
{
    public static readonly ExpressionSpec Spec = new("$toUUID", ExpressionSpec.Unary("$toUUID", Apply, 50723))
    {
        Summary = "Converts a value to a UUID; null for null. See $convert.",
        Syntax = "{ $toUUID: expression }",
        Examples =
        [
            new(
                """{ "$toUUID": "00112233-4455-6677-8899-aabbccddeeff" }""",
                """{ "$binary": { "base64": "ABEiM0RVZneImaq7zN3u/w==", "subType": "04" } }"""),
            new(
                """{ "$toString": { "$toUUID": "00112233-4455-6677-8899-aabbccddeeff" } }""",
                "\"00112233-4455-6677-8899-aabbccddeeff\""),
            new("""{ "$toUUID": null }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand, EvaluationContext context) => operand.Type switch
    {
        BsonType.Missing or BsonType.Null or BsonType.Undefined => BsonValue.Null,
        BsonType.String or BsonType.Binary => Conversion.To(
            new ConversionTarget(BsonType.Binary) { Subtype = 4, Format = "uuid" }, operand, context),
        _ => throw Conversion.Unsupported(operand, BsonType.Binary),
    };
}
