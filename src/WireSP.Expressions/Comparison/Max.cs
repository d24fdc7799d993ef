using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$max</c>: gives the greatest of its operands; null and missing ones are passed over.</summary>
internal static class Max
{
    public static readonly ExpressionSpec Spec = new("$max", ExpressionSpec.Variadic("$max", 0, int.MaxValue, Apply))
    {
        Summary = "Gives the greatest of its operands; null and missing ones are passed over. One array operand "
            + "is taken apart.",
        Syntax = "{ $max: [expression, …] }",
        Examples =
        [
            new("""{ "$max": [1, 3, null] }""", "3"),
            new("""{ "$max": "$a" }""", "9", """{ "a": [1, 9] }"""),
            new("""{ "$max": "$missing" }""", "null"),
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
        !value.IsNullish && (kept.IsNullish || Order.Compare(value, kept) > 0) ? value : kept;
}
