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
        if (operands.Length == 1 && operands[0].Type == BsonType.Array)
        {
            foreach (var item in operands[0].AsArray)
            {
                context.Charge(1);
                state.Add(item);
            }
        }
        else
        {
            foreach (ref readonly var operand in operands)
            {
                state.Add(operand);
            }
        }

        return state.Result(context);
    }
}
