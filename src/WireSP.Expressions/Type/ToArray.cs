using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$toArray</c>: a value as an array, from JSON text.</summary>
internal static class ToArray
{
    public static readonly ExpressionSpec Spec = new("$toArray", ExpressionSpec.Unary("$toArray", Apply, 50723))
    {
        Summary = "Converts a value to an array, from JSON text; null for null. See $convert.",
        Syntax = "{ $toArray: expression }",
        Examples =
        [
            new("""{ "$toArray": "[1, 2.5]" }""", "[1, 2.5]"),
            new("""{ "$toArray": [["a"]] }""", """["a"]"""),
            new("""{ "$toArray": null }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand, EvaluationContext context) => operand.IsNullish
        ? BsonValue.Null
        : Conversion.To(new ConversionTarget(BsonType.Array), operand, context);
}
