using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$abs</c>: the magnitude of a number.</summary>
internal static class Abs
{
    public static readonly ExpressionSpec Spec = new("$abs", ExpressionSpec.Unary("$abs", Apply))
    {
        Summary = "Gives the magnitude of a number, in the narrowest type that holds it.",
        Syntax = "{ $abs: number }",
        Examples =
        [
            new("""{ "$abs": -7 }""", "7"),
            new("""{ "$abs": -2147483648 }""", """{ "$numberLong": "2147483648" }"""),
            new("""{ "$abs": null }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand, EvaluationContext context) => operand.Type switch
    {
        BsonType.Missing or BsonType.Null or BsonType.Undefined => BsonValue.Null,
        // The magnitude of the smallest int does not fit an int, so it alone widens to a long.
        BsonType.Int32 => Numbers.Narrow(Math.Abs(operand.Payload)),
        BsonType.Int64 when operand.AsInt64 == long.MinValue =>
            throw new EvaluationException(28680, "$abs cannot take the smallest long, whose magnitude is no long"),
        BsonType.Int64 => Math.Abs(operand.AsInt64),
        BsonType.Double => Math.Abs(operand.AsDouble),
        BsonType.Decimal128 => context.Decimal(Decimal128.Abs(operand.AsDecimal128)),
        _ => throw ExpressionErrors.NotNumeric("$abs", operand),
    };
}
