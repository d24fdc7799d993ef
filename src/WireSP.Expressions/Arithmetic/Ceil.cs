using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$ceil</c>: the least whole number that is not below a number.</summary>
internal static class Ceil
{
    public static readonly ExpressionSpec Spec = new("$ceil", ExpressionSpec.Unary("$ceil", Apply))
    {
        Summary = "Gives the least whole number that is not below a number, in the same type.",
        Syntax = "{ $ceil: number }",
        Examples =
        [
            new("""{ "$ceil": 7.2 }""", "8.0"),
            new("""{ "$ceil": 7 }""", "7"),
            new("""{ "$ceil": -2.8 }""", "-2.0"),
        ],
    };

    private static BsonValue Apply(BsonValue operand, EvaluationContext context) => operand.Type switch
    {
        BsonType.Missing or BsonType.Null or BsonType.Undefined => BsonValue.Null,
        BsonType.Int32 or BsonType.Int64 => operand,
        BsonType.Double => Math.Ceiling(operand.AsDouble),
        BsonType.Decimal128 => context.Decimal(Decimal128.Ceiling(operand.AsDecimal128)),
        _ => throw ExpressionErrors.NotNumeric("$ceil", operand),
    };
}
