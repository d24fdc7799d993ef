using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$floor</c>: the greatest whole number that is not above a number.</summary>
internal static class Floor
{
    public static readonly ExpressionSpec Spec = new("$floor", ExpressionSpec.Unary("$floor", Apply))
    {
        Summary = "Gives the greatest whole number that is not above a number, in the same type.",
        Syntax = "{ $floor: number }",
        Examples =
        [
            new("""{ "$floor": 7.8 }""", "7.0"),
            new("""{ "$floor": 7 }""", "7"),
            new("""{ "$floor": -2.2 }""", "-3.0"),
        ],
    };

    private static BsonValue Apply(BsonValue operand, EvaluationContext context) => operand.Type switch
    {
        BsonType.Missing or BsonType.Null or BsonType.Undefined => BsonValue.Null,
        BsonType.Int32 or BsonType.Int64 => operand,
        BsonType.Double => Math.Floor(operand.AsDouble),
        BsonType.Decimal128 => context.Decimal(Decimal128.Floor(operand.AsDecimal128)),
        _ => throw ExpressionErrors.NotNumeric("$floor", operand),
    };
}
