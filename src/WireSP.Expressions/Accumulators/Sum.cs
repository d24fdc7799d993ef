namespace WireSP.Expressions.Accumulators;

/// <summary><c>$sum</c>: adds the numbers; what is no number adds nothing, and no number gives 0.</summary>
internal static class Sum
{
    public static readonly AccumulatorSpec Spec = new(
        "$sum", AccumulatorSpec.Unary("$sum", static argument => new SumColumns(argument)))
    {
        Summary = "Adds the numbers; what is no number adds nothing, and no number gives 0.",
        Syntax = "{ $sum: expression }",
        Examples =
        [
            new("\"$v\"", """[{ "v": 1 }, { "v": 2 }]""", "3"),
            new("1", "[{}, {}, {}]", "3"),
            new("\"$v\"", """[{ "v": "x" }, {}]""", "0"),
        ],
    };
}
