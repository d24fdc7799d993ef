using WireSP.Bson;
using WireSP.Expressions.Accumulators;

namespace WireSP.Expressions.Operators;

/// <summary><c>$stdDevSamp</c>: gives the standard deviation of the numbers among its operands as a sample.</summary>
internal static class StdDevSamp
{
    public static readonly ExpressionSpec Spec = new(
        "$stdDevSamp", ExpressionSpec.Variadic("$stdDevSamp", 0, int.MaxValue, Apply))
    {
        Summary = "Gives the standard deviation of the numbers among its operands as a sample. One array operand "
            + "is taken apart.",
        Syntax = "{ $stdDevSamp: [expression, …] }",
        Examples =
        [
            new("""{ "$stdDevSamp": [1, 3] }""", "1.4142135623730951"),
            new("""{ "$stdDevSamp": "$a" }""", "0.0", """{ "a": [5, 5] }"""),
            new("""{ "$stdDevSamp": "$missing" }""", "null"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        var state = default(DeviationState);
        foreach (var operand in new OperandItems(operands, context))
        {
            state.Add(operand);
        }

        return state.Result(isSample: true);
    }
}
