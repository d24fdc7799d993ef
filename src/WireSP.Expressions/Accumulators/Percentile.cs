using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// <c>$percentile</c>: gives the percentiles of the numbers at the fractions p; no number gives nulls.
/// </summary>
internal static class Percentile
{
    public static readonly AccumulatorSpec Spec = new("$percentile", Compile)
    {
        Summary = "Gives the percentiles of the numbers at the fractions p; no number gives nulls.",
        Syntax = """{ $percentile: { input: expression, p: [fraction, …], method: "approximate" } }""",
        Examples =
        [
            new(
                """{ "input": "$v", "p": [0.5, 1], "method": "approximate" }""",
                """[{ "v": 1 }, { "v": 2 }, { "v": 3 }]""",
                "[2.0, 3.0]"),
            new("""{ "input": "$v", "p": [0], "method": "approximate" }""", """[{ "v": 5 }, { "v": 4 }]""", "[4.0]"),
            new("""{ "input": "$v", "p": [0.5], "method": "approximate" }""", """[{ "v": "x" }]""", "[null]"),
        ],
    };

    private static readonly NamedSyntax Named = new(
        "$percentile", 7436100, 40415, new Parameter("input", 40414), new Parameter("p", 40414),
        new Parameter("method", 40414));

    private static ColumnsPlan Compile(BsonValue argument, CompileContext context)
    {
        var bound = Named.Bind(argument);
        PercentileArguments.CheckMethod("$percentile", bound[^1]);
        var input = ExpressionCompiler.CompileAt("input", bound[0], context);
        var fractions = PercentileArguments.Fractions(bound[1], context);
        return new ColumnsPlan(
            () => StateColumns.Create<PercentileState, PercentileRule>(
                input, new(fractions, isScalar: false)),
            input.CanFail);
    }
}
