namespace WireSP.Expressions.Accumulators;

/// <summary>
/// <c>$setUnion</c>: gives the elements of all arrays that differ from one another; null and missing values are
/// passed over.
/// </summary>
internal static class SetUnion
{
    public static readonly AccumulatorSpec Spec = new(
        "$setUnion", AccumulatorSpec.Unary("$setUnion", Create, refusesTypes: true))
    {
        Summary = "Gives the elements of all arrays that differ from one another; null and missing values are "
            + "passed over.",
        Syntax = "{ $setUnion: expression }",
        Examples =
        [
            new("\"$v\"", """[{ "v": [1, 2] }, { "v": [2] }]""", "[1, 2]"),
            new("\"$v\"", """[{ "v": null }, { "v": [1] }]""", "[1]"),
            new("\"$v\"", "[{}]", "[]"),
        ],
    };

    private static AccumulatorColumns Create(Expression argument) =>
        new SetColumns(argument, takesElements: true);
}
