namespace WireSP.Expressions.Operators;

/// <summary><c>$sinh</c>: gives the hyperbolic sine of a number.</summary>
internal static class Sinh
{
    public static readonly ExpressionSpec Spec = new("$sinh", RealFunction.Create("$sinh", Math.Sinh, RealDomain.All))
    {
        Summary = "Gives the hyperbolic sine of a number.",
        Syntax = "{ $sinh: number }",
        Examples =
        [
            new("""{ "$sinh": 0 }""", "0.0"),
            new("""{ "$sinh": 1 }""", "1.1752011936438014"),
            new("""{ "$sinh": "$missing" }""", "null"),
        ],
    };
}
