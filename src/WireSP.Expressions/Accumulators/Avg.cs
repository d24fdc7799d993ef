namespace WireSP.Expressions.Accumulators;

/// <summary><c>$avg</c>: averages the numbers; what is no number does not count, and no number gives null.</summary>
internal static class Avg
{
    public static readonly AccumulatorSpec Spec = new("$avg", AccumulatorSpec.Unary("$avg", Create))
    {
        Summary = "Averages the numbers; what is no number does not count, and no number gives null.",
        Syntax = "{ $avg: expression }",
        Examples =
        [
            new("\"$v\"", """[{ "v": 1 }, { "v": 2 }]""", "1.5"),
            new("\"$v\"", """[{ "v": 1 }, {}]""", "1.0"),
            new("\"$v\"", """[{ "v": "x" }]""", "null"),
        ],
    };

    private static AccumulatorColumns Create(Expression argument) =>
        StateColumns.Create<AvgState, AvgRule, IntegerAverage, IntegerAverages>(argument, default, default);
}
