using WireSP.Bson;
using WireSP.Expressions.Accumulators;

namespace WireSP.Expressions.Operators;

/// <summary><c>$percentile</c>: percentiles of numbers.</summary>
internal static class Percentile
{
    public static readonly ExpressionSpec Spec = new("$percentile", Compile)
    {
        Summary = "Gives the percentiles of the numbers at the fractions p; no number gives nulls.",
        Syntax = """{ $percentile: { input: array, p: [fraction, …], method: "approximate" } }""",
        Examples =
        [
            new("""{ "$percentile": { "input": [1, 2, 3], "p": [0.5, 1], "method": "approximate" } }""", "[2.0, 3.0]"),
            new("""{ "$percentile": { "input": 4, "p": [0], "method": "approximate" } }""", "[4.0]"),
            new("""{ "$percentile": { "input": "$missing", "p": [0.5], "method": "approximate" } }""", "[null]"),
        ],
    };

    private static readonly NamedSyntax Named = new(
        "$percentile", 7436200, 40415, new Parameter("input", 40414),
        new Parameter("p", 40414), new Parameter("method", 40414));

    private static Quantiles Compile(BsonValue argument, CompileContext context)
    {
        var bound = Named.Bind(argument);
        PercentileArguments.CheckMethod("$percentile", bound[^1]);
        var input = ExpressionCompiler.CompileAt("input", bound[0], context);
        return new(input, PercentileArguments.Fractions(bound[1], context), isScalar: false);
    }
}
