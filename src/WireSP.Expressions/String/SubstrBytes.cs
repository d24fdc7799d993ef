using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$substrBytes</c>: a part of a text, counted in bytes.</summary>
internal static class SubstrBytes
{
    public static readonly ExpressionSpec Spec = new(
        "$substrBytes", ExpressionSpec.Variadic("$substrBytes", 3, 3, Apply))
    {
        Summary = "Gives the bytes from a start on; a negative length means to the end.",
        Syntax = "{ $substrBytes: [string, start, length] }",
        Trial = new("""["a", 0, 0]""")
        {
            Settings = ["1", "2"],
        },
        Examples =
        [
            new("""{ "$substrBytes": ["hello", 1, 3] }""", "\"ell\""),
            new("""{ "$substrBytes": ["hello", 2, -1] }""", "\"llo\""),
            new("""{ "$substrBytes": ["hello", 9, 1] }""", "\"\""),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context) =>
        ByteRange.Cut("$substrBytes", operands, context);
}
