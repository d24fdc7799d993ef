using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$tsIncrement</c>: the increment of a timestamp.</summary>
internal static class TsIncrement
{
    public static readonly ExpressionSpec Spec = new("$tsIncrement", ExpressionSpec.Unary("$tsIncrement", Apply))
    {
        Summary = "Gives the increment of a timestamp as a long.",
        Syntax = "{ $tsIncrement: timestamp }",
        Examples =
        [
            new("""{ "$tsIncrement": "$t" }""", """{ "$numberLong": "7" }""",
                """{ "t": { "$timestamp": { "t": 100, "i": 7 } } }"""),
            new("""{ "$tsIncrement": null }""", "null"),
            new("""{ "$tsIncrement": "$missing" }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand)
    {
        if (operand.IsNullish)
        {
            return BsonValue.Null;
        }

        return operand.Type == BsonType.Timestamp
            ? (long)(uint)operand.AsTimestamp
            : throw ExpressionErrors.WrongType(5687302, "$tsIncrement", "a timestamp", operand);
    }
}
