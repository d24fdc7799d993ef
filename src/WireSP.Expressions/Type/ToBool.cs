using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$toBool</c>: a value as true or false.</summary>
internal static class ToBool
{
    public static readonly ExpressionSpec Spec = new("$toBool", ExpressionSpec.Unary("$toBool", Apply, 50723))
    {
        Summary = "Converts a value to true or false; null for null. See $convert.",
        Syntax = "{ $toBool: expression }",
        Examples =
        [
            new("""{ "$toBool": 0 }""", "false"),
            new("""{ "$toBool": "false" }""", "true"),
            new("""{ "$toBool": null }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand, EvaluationContext context) => operand.IsNullish
        ? BsonValue.Null
        : Conversion.To(new ConversionTarget(BsonType.Boolean), operand, context);
}
