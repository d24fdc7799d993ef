using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary><c>$bottomN</c>: gives the outputs of the n documents that sort last, in that order.</summary>
internal static class BottomN
{
    public static readonly AccumulatorSpec Spec = new("$bottomN", Compile)
    {
        Summary = "Gives the outputs of the n documents that sort last, in that order.",
        Syntax = "{ $bottomN: { n: number, sortBy: { path: 1 | -1, … }, output: expression } }",
        Examples =
        [
            new(
                """{ "n": 2, "sortBy": { "s": 1 }, "output": "$v" }""",
                """[{ "s": 3, "v": "c" }, { "s": 1, "v": "a" }, { "s": 2, "v": "b" }]""",
                """["b", "c"]"""),
            new("""{ "n": 2, "sortBy": { "s": 1 }, "output": "$v" }""", """[{ "s": 3 }]""", "[null]"),
            new("""{ "n": 1, "sortBy": { "s": 1 }, "output": "$v" }""", "[]", "[]"),
        ],
    };

    private static readonly NamedSyntax Named = new(
        "$bottomN", 5788001, 5788002, new Parameter("n", 5788003), new Parameter("sortBy", 5788005),
        new Parameter("output", 5788004));

    private static ColumnsPlan Compile(BsonValue argument, CompileContext context) =>
        SortedOutput.Compile(Named, RankedEnd.Bottom, argument, context);
}
