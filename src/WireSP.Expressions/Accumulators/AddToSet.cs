namespace WireSP.Expressions.Accumulators;

/// <summary>
/// <c>$addToSet</c>: gives the array of the values that differ from one another; missing values are passed over.
/// </summary>
internal static class AddToSet
{
    public static readonly AccumulatorSpec Spec = new(
        "$addToSet",
        AccumulatorSpec.Unary("$addToSet", static argument => new SetColumns(argument, takesElements: false)))
    {
        Summary = "Gives the array of the values that differ from one another; missing values are passed over.",
        Syntax = "{ $addToSet: expression }",
        Examples =
        [
            new("\"$v\"", """[{ "v": 2 }, { "v": 1 }, { "v": 2.0 }]""", "[2, 1]"),
            new("\"$v\"", """[{ "v": [1] }, { "v": [1] }]""", "[[1]]"),
            new("\"$v\"", "[{}]", "[]"),
        ],
    };
}
