namespace WireSP.Expressions.Operators;

/// <summary><c>$isNumber</c>: whether a value is a number.</summary>
internal static class IsNumber
{
    public static readonly ExpressionSpec Spec = new(
        "$isNumber", ExpressionSpec.Unary("$isNumber", static operand => operand.IsNumber))
    {
        Summary = "Says whether a value is an int, a long, a double or a decimal.",
        Syntax = "{ $isNumber: expression }",
        Examples =
        [
            new("""{ "$isNumber": 1 }""", "true"),
            new("""{ "$isNumber": "1" }""", "false"),
            new("""{ "$isNumber": null }""", "false"),
        ],
    };
}
