namespace WireSP.Expressions.Operators;

/// <summary><c>$tanh</c>: gives the hyperbolic tangent of a number.</summary>
internal static class Tanh
{
    public static readonly ExpressionSpec Spec = new("$tanh", RealFunction.Create("$tanh", Math.Tanh, RealDomain.All))
    {
        Summary = "Gives the hyperbolic tangent of a number.",
        Syntax = "{ $tanh: number }",
        Examples =
        [
            new("""{ "$tanh": 0 }""", "0.0"),
            new("""{ "$tanh": 1 }""", "0.7615941559557649"),
            new("""{ "$tanh": "$missing" }""", "null"),
        ],
    };
}
