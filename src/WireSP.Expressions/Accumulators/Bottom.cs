using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary><c>$bottom</c>: gives the output of the document that sorts last.</summary>
internal static class Bottom
{
    public static readonly AccumulatorSpec Spec = new("$bottom", Compile)
    {
        Summary = "Gives the output of the document that sorts last.",
        Syntax = "{ $bottom: { sortBy: { path: 1 | -1, … }, output: expression } }",
        Examples =
        [
            new(
                """{ "sortBy": { "s": -1 }, "output": "$v" }""",
                """[{ "s": 1, "v": "a" }, { "s": 2, "v": "b" }]""",
                "\"a\""),
            new(
                """{ "sortBy": { "s": 1 }, "output": "$v" }""",
                """[{ "s": 1, "v": "a" }, { "s": [0, 9], "v": "b" }]""",
                "\"a\""),
            new("""{ "sortBy": { "s": 1 }, "output": "$v" }""", """[{ "s": 1 }]""", "null"),
        ],
    };

    private static readonly NamedSyntax Named = new(
        "$bottom", 5788001, 5788002, new Parameter("sortBy", 5788005), new Parameter("output", 5788004));

    private static ColumnsPlan Compile(BsonValue argument, CompileContext context) =>
        SortedOutput.Compile(Named, RankedEnd.Bottom, argument, context);
}
