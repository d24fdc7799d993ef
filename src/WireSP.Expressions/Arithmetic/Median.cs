using WireSP.Bson;
using WireSP.Expressions.Accumulators;

namespace WireSP.Expressions.Operators;

/// <summary><c>$median</c>: the median of numbers.</summary>
internal static class Median
{
    public static readonly ExpressionSpec Spec = new("$median", Compile)
    {
        Summary = "Gives the median of the numbers; no number gives null.",
        Syntax = """{ $median: { input: array, method: "approximate" } }""",
        Examples =
        [
            new("""{ "$median": { "input": [1, 2, 3], "method": "approximate" } }""", "2.0"),
            new("""{ "$median": { "input": 4, "method": "approximate" } }""", "4.0"),
            new("""{ "$median": { "input": "$missing", "method": "approximate" } }""", "null"),
        ],
    };

    private static readonly NamedSyntax Named = new(
        "$median", 7436200, 40415, new Parameter("input", 40414), new Parameter("method", 40414));

    private static Quantiles Compile(BsonValue argument, CompileContext context)
    {
        var bound = Named.Bind(argument);
        PercentileArguments.CheckMethod("$median", bound[^1]);
        var input = ExpressionCompiler.CompileAt("input", bound[0], context);
        return new(input, [0.5], isScalar: true);
    }
}
