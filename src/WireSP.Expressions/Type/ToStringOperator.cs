using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$toString</c>: a value as a string.</summary>
internal static class ToStringOperator
{
    public static readonly ExpressionSpec Spec = new("$toString", ExpressionSpec.Unary("$toString", Apply, 50723))
    {
        Summary = "Converts a value to a string; null for null. See $convert.",
        Syntax = "{ $toString: expression }",
        Examples =
        [
            new("""{ "$toString": 12 }""", "\"12\""),
            new("""{ "$toString": true }""", "\"true\""),
            new("""{ "$toString": null }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand, EvaluationContext context) => operand.IsNullish
        ? BsonValue.Null
        : Conversion.To(new ConversionTarget(BsonType.String), operand, context);
}
