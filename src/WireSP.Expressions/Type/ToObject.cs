using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$toObject</c>: a value as an object, from JSON text.</summary>
internal static class ToObject
{
    public static readonly ExpressionSpec Spec = new("$toObject", ExpressionSpec.Unary("$toObject", Apply, 50723))
    {
        Summary = "Converts a value to an object, from JSON text; null for null. See $convert.",
        Syntax = "{ $toObject: expression }",
        Examples =
        [
            new("""{ "$toObject": "{\"a\": [1]}" }""", """{ "a": [1] }"""),
            new("""{ "$toObject": { "x": 1 } }""", """{ "x": 1 }"""),
            new("""{ "$toObject": null }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand, EvaluationContext context) => operand.IsNullish
        ? BsonValue.Null
        : Conversion.To(new ConversionTarget(BsonType.Document), operand, context);
}
