using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$min</c>: gives the least of its operands; null and missing ones are passed over.</summary>
internal static class Min
{
    public static readonly ExpressionSpec Spec = new("$min", ExpressionSpec.Variadic("$min", 0, int.MaxValue, Apply))
    {
        Summary = "Gives the least of its operands; null and missing ones are passed over. One array operand is "
            + "taken apart.",
        Syntax = "{ $min: [expression, …] }",
        Examples =
        [
            new("""{ "$min": [1, 3, null] }""", "1"),
            new("""{ "$min": "$a" }""", "1", """{ "a": [1, 9] }"""),
            new("""{ "$min": "$missing" }""", "null"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        var state = BsonValue.Null;
        foreach (var operand in new OperandItems(operands, context))
        {
            state = Choose(state, operand);
        }

        return state;
    }

    private static BsonValue Choose(in BsonValue kept, in BsonValue value) =>
        !value.IsNullish && (kept.IsNullish || Order.Compare(value, kept) < 0) ? value : kept;
}
