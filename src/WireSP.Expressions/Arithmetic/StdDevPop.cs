using WireSP.Bson;
using WireSP.Expressions.Accumulators;

namespace WireSP.Expressions.Operators;

/// <summary>
/// <c>$stdDevPop</c>: gives the standard deviation of the numbers among its operands as a whole population.
/// </summary>
internal static class StdDevPop
{
    public static readonly ExpressionSpec Spec = new(
        "$stdDevPop", ExpressionSpec.Variadic("$stdDevPop", 0, int.MaxValue, Apply))
    {
        Summary = "Gives the standard deviation of the numbers among its operands as a whole population. One "
            + "array operand is taken apart.",
        Syntax = "{ $stdDevPop: [expression, …] }",
        Examples =
        [
            new("""{ "$stdDevPop": [1, 3] }""", "1.0"),
            new("""{ "$stdDevPop": "$a" }""", "0.0", """{ "a": [5, 5] }"""),
            new("""{ "$stdDevPop": "$missing" }""", "null"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        var state = default(DeviationState);
        foreach (var operand in new OperandItems(operands, context))
        {
            state.Add(operand);
        }

        return state.Result(isSample: false);
    }
}
