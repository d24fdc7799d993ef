namespace WireSP.Expressions.Accumulators;

/// <summary>
/// <c>$stdDevSamp</c>: gives the standard deviation of the numbers as a sample; fewer than two give null.
/// </summary>
internal static class StdDevSamp
{
    public static readonly AccumulatorSpec Spec = new("$stdDevSamp", AccumulatorSpec.Unary("$stdDevSamp", Create))
    {
        Summary = "Gives the standard deviation of the numbers as a sample; fewer than two give null.",
        Syntax = "{ $stdDevSamp: expression }",
        Examples =
        [
            new("\"$v\"", """[{ "v": 1 }, { "v": 2 }, { "v": 3 }]""", "1.0"),
            new("\"$v\"", """[{ "v": 7 }]""", "null"),
            new("\"$v\"", "[{}]", "null"),
        ],
    };

    private static AccumulatorColumns Create(Expression argument) =>
        StateColumns.Create<DeviationState, DeviationRule>(argument, new(isSample: true));
}
