using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$tsSecond</c>: the seconds of a timestamp.</summary>
internal static class TsSecond
{
    public static readonly ExpressionSpec Spec = new("$tsSecond", ExpressionSpec.Unary("$tsSecond", Apply))
    {
        Summary = "Gives the seconds of a timestamp as a long.",
        Syntax = "{ $tsSecond: timestamp }",
        Examples =
        [
            new("""{ "$tsSecond": "$t" }""", """{ "$numberLong": "100" }""",
                """{ "t": { "$timestamp": { "t": 100, "i": 7 } } }"""),
            new("""{ "$tsSecond": null }""", "null"),
            new("""{ "$tsSecond": "$missing" }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand)
    {
        if (operand.IsNullish)
        {
            return BsonValue.Null;
        }

        return operand.Type == BsonType.Timestamp
            ? (long)(operand.AsTimestamp >> 32)
            : throw ExpressionErrors.WrongType(5687301, "$tsSecond", "a timestamp", operand);
    }
}
