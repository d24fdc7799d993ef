using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// <c>$min</c>: gives the least value in the order of all BSON values; null and missing values are passed over.
/// </summary>
internal static class Min
{
    public static readonly AccumulatorSpec Spec = new("$min", AccumulatorSpec.Unary("$min", Create))
    {
        Summary = "Gives the least value in the order of all BSON values; null and missing values are passed over.",
        Syntax = "{ $min: expression }",
        Examples =
        [
            new("\"$v\"", """[{ "v": 2 }, { "v": 1 }]""", "1"),
            new("\"$v\"", """[{ "v": null }, { "v": 5 }]""", "5"),
            new("\"$v\"", "[{}]", "null"),
        ],
    };

    private static AccumulatorColumns Create(Expression argument) =>
        StateColumns.Create<BsonValue, KeptValueRule<ExtremeRule>, ulong, IntegerExtremes>(
            argument, new(new(sign: -1)), new(sign: -1));
}
