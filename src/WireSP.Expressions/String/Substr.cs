using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$substr</c>: a part of a text, counted in bytes.</summary>
internal static class Substr
{
    public static readonly ExpressionSpec Spec = new("$substr", ExpressionSpec.Variadic("$substr", 3, 3, Apply))
    {
        Summary = "Gives the bytes from a start on (an old name of $substrBytes); a negative length means to the end.",
        Syntax = "{ $substr: [string, start, length] }",
        Trial = new("""["a", 0, 0]""")
        {
            Settings = ["1", "2"],
        },
        Examples =
        [
            new("""{ "$substr": ["hello", 1, 3] }""", "\"ell\""),
            new("""{ "$substr": ["hello", 2, -1] }""", "\"llo\""),
            new("""{ "$substr": ["hello", 9, 1] }""", "\"\""),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context) =>
        ByteRange.Cut("$substr", operands, context);
}
