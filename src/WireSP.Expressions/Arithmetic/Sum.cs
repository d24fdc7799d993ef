using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$sum</c>: adds the numbers among its operands; what is no number adds nothing.</summary>
internal static class Sum
{
    public static readonly ExpressionSpec Spec = new("$sum", ExpressionSpec.Variadic("$sum", 0, int.MaxValue, Apply))
    {
        Summary = "Adds the numbers among its operands; what is no number adds nothing. One array operand is "
            + "taken apart.",
        Syntax = "{ $sum: [expression, …] }",
        Examples =
        [
            new("""{ "$sum": [1, 2, "x"] }""", "3"),
            new("""{ "$sum": "$a" }""", "6", """{ "a": [1, 2, 3] }"""),
            new("""{ "$sum": "$missing" }""", "0"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        var state = default(SumState);
        foreach (var operand in new OperandItems(operands, context))
        {
            state.AddIfNumber(operand);
        }

        return state.Result(context);
    }
}
