using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary><c>$top</c>: gives the output of the document that sorts first.</summary>
internal static class Top
{
    public static readonly AccumulatorSpec Spec = new("$top", Compile)
    {
        Summary = "Gives the output of the document that sorts first.",
        Syntax = "{ $top: { sortBy: { path: 1 | -1, … }, output: expression } }",
        Examples =
        [
            new(
                """{ "sortBy": { "s": -1 }, "output": "$v" }""",
                """[{ "s": 1, "v": "a" }, { "s": 2, "v": "b" }]""",
                "\"b\""),
            new("""{ "sortBy": { "s": 1 }, "output": ["$v", "$s"] }""", """[{ "s": 1, "v": "a" }]""", """["a", 1]"""),
            new("""{ "sortBy": { "s": 1 }, "output": "$v" }""", """[{ "s": 1 }]""", "null"),
        ],
    };

    private static readonly NamedSyntax Named = new(
        "$top", 5788001, 5788002, new Parameter("sortBy", 5788005), new Parameter("output", 5788004));

    private static ColumnsPlan Compile(BsonValue argument, CompileContext context) =>
        SortedOutput.Compile(Named, RankedEnd.Top, argument, context);
}
