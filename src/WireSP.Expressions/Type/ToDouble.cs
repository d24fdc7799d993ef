using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$toDouble</c>: a value as a double.</summary>
internal static class ToDouble
{
    public static readonly ExpressionSpec Spec = new("$toDouble", ExpressionSpec.Unary("$toDouble", Apply, 50723))
    {
        Summary = "Converts a value to a double; null for null. See $convert.",
        Syntax = "{ $toDouble: expression }",
        Examples =
        [
            new("""{ "$toDouble": "1.5" }""", "1.5"),
            new("""{ "$toDouble": 2 }""", "2.0"),
            new("""{ "$toDouble": null }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand, EvaluationContext context) => operand.IsNullish
        ? BsonValue.Null
        : Conversion.To(new ConversionTarget(BsonType.Double), operand, context);
}
