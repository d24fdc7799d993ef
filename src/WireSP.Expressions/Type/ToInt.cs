using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$toInt</c>: a value as an int.</summary>
internal static class ToInt
{
    public static readonly ExpressionSpec Spec = new("$toInt", ExpressionSpec.Unary("$toInt", Apply, 50723))
    {
        Summary = "Converts a value to an int; null for null. See $convert.",
        Syntax = "{ $toInt: expression }",
        Examples =
        [
            new("""{ "$toInt": "12" }""", "12"),
            new("""{ "$toInt": 2.9 }""", "2"),
            new("""{ "$toInt": null }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand, EvaluationContext context) => operand.IsNullish
        ? BsonValue.Null
        : Conversion.To(new ConversionTarget(BsonType.Int32), operand, context);
}
