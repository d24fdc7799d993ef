namespace WireSP.Expressions.Accumulators;

/// <summary>
/// <c>$stdDevPop</c>: gives the standard deviation of the numbers as a whole population; no number gives null.
/// </summary>
internal static class StdDevPop
{
    public static readonly AccumulatorSpec Spec = new("$stdDevPop", AccumulatorSpec.Unary("$stdDevPop", Create))
    {
        Summary = "Gives the standard deviation of the numbers as a whole population; no number gives null.",
        Syntax = "{ $stdDevPop: expression }",
        Examples =
        [
            new("\"$v\"", """[{ "v": 1 }, { "v": 3 }]""", "1.0"),
            new("\"$v\"", """[{ "v": 7 }]""", "0.0"),
            new("\"$v\"", """[{ "v": "x" }]""", "null"),
        ],
    };

    private static AccumulatorColumns Create(Expression argument) =>
        StateColumns.Create<DeviationState, DeviationRule>(argument, new(isSample: false));
}
