using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$toDate</c>: a value as a date.</summary>
internal static class ToDate
{
    public static readonly ExpressionSpec Spec = new("$toDate", ExpressionSpec.Unary("$toDate", Apply, 50723))
    {
        Summary = "Converts a value to a date; null for null. See $convert.",
        Syntax = "{ $toDate: expression }",
        Examples =
        [
            new("""{ "$toDate": "2024-03-09T13:45:59Z" }""", """{ "$date": "2024-03-09T13:45:59Z" }"""),
            new("""{ "$toDate": { "$toLong": 0 } }""", """{ "$date": "1970-01-01T00:00:00Z" }"""),
            new("""{ "$toDate": null }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand, EvaluationContext context) => operand.IsNullish
        ? BsonValue.Null
        : Conversion.To(new ConversionTarget(BsonType.DateTime), operand, context);
}
