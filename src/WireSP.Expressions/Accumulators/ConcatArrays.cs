namespace WireSP.Expressions.Accumulators;

/// <summary>
/// <c>$concatArrays</c>: joins arrays in the order of arrival; null and missing values are passed over.
/// </summary>
internal static class ConcatArrays
{
    public static readonly AccumulatorSpec Spec = new(
        "$concatArrays", AccumulatorSpec.Unary("$concatArrays", Create, refusesTypes: true))
    {
        Summary = "Joins arrays in the order of arrival; null and missing values are passed over.",
        Syntax = "{ $concatArrays: expression }",
        Examples =
        [
            new("\"$v\"", """[{ "v": [1, 2] }, { "v": [2] }]""", "[1, 2, 2]"),
            new("\"$v\"", """[{ "v": null }, { "v": [1] }]""", "[1]"),
            new("\"$v\"", "[{}]", "[]"),
        ],
    };

    private static AccumulatorColumns Create(Expression argument) =>
        new ConcatArraysColumns(argument);
}
