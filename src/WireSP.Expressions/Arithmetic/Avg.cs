using WireSP.Bson;
using WireSP.Expressions.Accumulators;

namespace WireSP.Expressions.Operators;

/// <summary><c>$avg</c>: averages the numbers among its operands; null when there are none.</summary>
internal static class Avg
{
    public static readonly ExpressionSpec Spec = new("$avg", ExpressionSpec.Variadic("$avg", 0, int.MaxValue, Apply))
    {
        Summary = "Averages the numbers among its operands; null when there are none. One array operand is taken "
            + "apart.",
        Syntax = "{ $avg: [expression, …] }",
        Examples =
        [
            new("""{ "$avg": [1, 2, "x"] }""", "1.5"),
            new("""{ "$avg": "$a" }""", "2.0", """{ "a": [1, 2, 3] }"""),
            new("""{ "$avg": "$missing" }""", "null"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        var state = default(AvgState);
        foreach (var operand in new OperandItems(operands, context))
        {
            state.Add(operand);
        }

        return state.Result(context);
    }
}
