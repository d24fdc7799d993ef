namespace WireSP.Expressions.Operators;

/// <summary><c>$not</c>: the opposite of a truth.</summary>
internal static class Not
{
    public static readonly ExpressionSpec Spec = new(
        "$not", ExpressionSpec.Unary("$not", static operand => !Truth.Of(operand)))
    {
        Summary = "Says whether the operand is not true.",
        Syntax = "{ $not: [expression] }",
        Examples =
        [
            new("""{ "$not": [true] }""", "false"),
            new("""{ "$not": [0] }""", "true"),
            new("""{ "$not": [[false]] }""", "false"),
        ],
    };
}
