namespace WireSP.Expressions.Accumulators;

/// <summary>
/// <c>$push</c>: gives the array of all values in the order of arrival; missing values are passed over.
/// </summary>
internal static class Push
{
    public static readonly AccumulatorSpec Spec = new(
        "$push", AccumulatorSpec.Unary("$push", static argument => new PushColumns(argument)))
    {
        Summary = "Gives the array of all values in the order of arrival; missing values are passed over.",
        Syntax = "{ $push: expression }",
        Examples =
        [
            new("\"$v\"", """[{ "v": 2 }, {}, { "v": 1 }]""", "[2, 1]"),
            new("\"$v\"", """[{ "v": null }]""", "[null]"),
            new("\"$v\"", "[{}]", "[]"),
        ],
    };
}
