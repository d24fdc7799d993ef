using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$toLong</c>: a value as a long.</summary>
internal static class ToLong
{
    public static readonly ExpressionSpec Spec = new("$toLong", ExpressionSpec.Unary("$toLong", Apply, 50723))
    {
        Summary = "Converts a value to a long; null for null. See $convert.",
        Syntax = "{ $toLong: expression }",
        Examples =
        [
            new("""{ "$toLong": "12" }""", """{ "$numberLong": "12" }"""),
            new("""{ "$toLong": true }""", """{ "$numberLong": "1" }"""),
            new("""{ "$toLong": null }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand, EvaluationContext context) => operand.IsNullish
        ? BsonValue.Null
        : Conversion.To(new ConversionTarget(BsonType.Int64), operand, context);
}
