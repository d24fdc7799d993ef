using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// <c>$max</c>: gives the greatest value in the order of all BSON values; null and missing values are passed over.
/// </summary>
internal static class Max
{
    public static readonly AccumulatorSpec Spec = new("$max", AccumulatorSpec.Unary("$max", Create))
    {
        Summary = "Gives the greatest value in the order of all BSON values; null and missing values are passed over.",
        Syntax = "{ $max: expression }",
        Examples =
        [
            new("\"$v\"", """[{ "v": 2 }, { "v": 1 }]""", "2"),
            new("\"$v\"", """[{ "v": 2 }, { "v": "a" }]""", "\"a\""),
            new("\"$v\"", "[{}]", "null"),
        ],
    };

    private static AccumulatorColumns Create(Expression argument) =>
        StateColumns.Create<BsonValue, KeptValueRule<ExtremeRule>, ulong, IntegerExtremes>(
            argument, new(new(sign: 1)), new(sign: 1));
}
