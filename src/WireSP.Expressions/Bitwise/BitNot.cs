using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$bitNot</c>: all bits turned.</summary>
internal static class BitNot
{
    public static readonly ExpressionSpec Spec = new("$bitNot", ExpressionSpec.Unary("$bitNot", Apply))
    {
        Summary = "Turns all bits of an int or a long.",
        Syntax = "{ $bitNot: integer }",
        Examples =
        [
            new("""{ "$bitNot": 5 }""", "-6"),
            new("""{ "$bitNot": { "$toLong": 0 } }""", """{ "$numberLong": "-1" }"""),
            new("""{ "$bitNot": null }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand) => operand.Type switch
    {
        BsonType.Missing or BsonType.Null or BsonType.Undefined => BsonValue.Null,
        BsonType.Int32 => ~operand.AsInt32,
        BsonType.Int64 => ~operand.AsInt64,
        BsonType.Double or BsonType.Decimal128 =>
            throw ExpressionErrors.WrongType(14, "$bitNot", "an int or a long", operand),
        _ => throw ExpressionErrors.NotNumeric("$bitNot", operand),
    };
}
