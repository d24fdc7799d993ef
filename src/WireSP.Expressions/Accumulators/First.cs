using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary><c>$first</c>: gives the value of the first document; null when it has none.</summary>
internal static class First
{
    public static readonly AccumulatorSpec Spec = new("$first", AccumulatorSpec.Unary("$first", Create))
    {
        Summary = "Gives the value of the first document; null when it has none.",
        Syntax = "{ $first: expression }",
        Examples =
        [
            new("\"$v\"", """[{ "v": 2 }, { "v": 1 }]""", "2"),
            new("\"$v\"", """[{}, { "v": 1 }]""", "null"),
            new("\"$v\"", """[{ "v": [1] }]""", "[1]"),
        ],
    };

    private static AccumulatorColumns Create(Expression argument) =>
        StateColumns.Create<BsonValue, KeptValueRule<FirstRule>>(argument, default);
}
