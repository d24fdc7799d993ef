namespace WireSP.Expressions.Operators;

/// <summary><c>$asinh</c>: gives the number whose hyperbolic sine is a number.</summary>
internal static class Asinh
{
    public static readonly ExpressionSpec Spec = new(
        "$asinh", RealFunction.Create("$asinh", Math.Asinh, RealDomain.All))
    {
        Summary = "Gives the number whose hyperbolic sine is a number.",
        Syntax = "{ $asinh: number }",
        Examples =
        [
            new("""{ "$asinh": 0 }""", "0.0"),
            new("""{ "$asinh": null }""", "null"),
            new("""{ "$asinh": "$missing" }""", "null"),
        ],
    };
}
