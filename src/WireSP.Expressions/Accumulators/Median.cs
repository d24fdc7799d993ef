using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary><c>$median</c>: gives the median of the numbers; no number gives null.</summary>
internal static class Median
{
    public static readonly AccumulatorSpec Spec = new("$median", Compile)
    {
        Summary = "Gives the median of the numbers; no number gives null.",
        Syntax = """{ $median: { input: expression, method: "approximate" } }""",
        Examples =
        [
            new("""{ "input": "$v", "method": "approximate" }""", """[{ "v": 1 }, { "v": 2 }, { "v": 3 }]""", "2.0"),
            new("""{ "input": "$v", "method": "approximate" }""", """[{ "v": 5 }, { "v": 4 }]""", "4.0"),
            new("""{ "input": "$v", "method": "approximate" }""", "[{}]", "null"),
        ],
    };

    private static readonly NamedSyntax Named = new(
        "$median", 7436100, 40415, new Parameter("input", 40414),
        new Parameter("method", 40414));

    private static ColumnsPlan Compile(BsonValue argument, CompileContext context)
    {
        var bound = Named.Bind(argument);
        PercentileArguments.CheckMethod("$median", bound[^1]);
        var input = ExpressionCompiler.CompileAt("input", bound[0], context);
        return new ColumnsPlan(
            () => StateColumns.Create<PercentileState, PercentileRule>(
                input, new([0.5], isScalar: true)),
            input.CanFail);
    }
}
