using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary><c>$last</c>: gives the value of the last document; null when it has none.</summary>
internal static class Last
{
    public static readonly AccumulatorSpec Spec = new("$last", AccumulatorSpec.Unary("$last", Create))
    {
        Summary = "Gives the value of the last document; null when it has none.",
        Syntax = "{ $last: expression }",
        Examples =
        [
            new("\"$v\"", """[{ "v": 2 }, { "v": 1 }]""", "1"),
            new("\"$v\"", """[{ "v": 1 }, {}]""", "null"),
            new("\"$v\"", """[{ "v": "a" }]""", "\"a\""),
        ],
    };

    private static AccumulatorColumns Create(Expression argument) =>
        StateColumns.Create<BsonValue, KeptValueRule<LastRule>>(argument, default);
}
