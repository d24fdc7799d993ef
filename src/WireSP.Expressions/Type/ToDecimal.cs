using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$toDecimal</c>: a value as a decimal.</summary>
internal static class ToDecimal
{
    public static readonly ExpressionSpec Spec = new("$toDecimal", ExpressionSpec.Unary("$toDecimal", Apply, 50723))
    {
        Summary = "Converts a value to a decimal; null for null. See $convert.",
        Syntax = "{ $toDecimal: expression }",
        Examples =
        [
            new("""{ "$toDecimal": "1.10" }""", """{ "$numberDecimal": "1.10" }"""),
            new("""{ "$toDecimal": 2 }""", """{ "$numberDecimal": "2" }"""),
            new("""{ "$toDecimal": null }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand, EvaluationContext context) => operand.IsNullish
        ? BsonValue.Null
        : Conversion.To(new ConversionTarget(BsonType.Decimal128), operand, context);
}
