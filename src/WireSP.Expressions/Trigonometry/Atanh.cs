namespace WireSP.Expressions.Operators;

/// <summary><c>$atanh</c>: gives the number whose hyperbolic tangent is a number from -1 to 1.</summary>
internal static class Atanh
{
    public static readonly ExpressionSpec Spec = new(
        "$atanh", RealFunction.Create("$atanh", Math.Atanh, RealDomain.Unit))
    {
        Summary = "Gives the number whose hyperbolic tangent is a number from -1 to 1.",
        Syntax = "{ $atanh: number }",
        Examples =
        [
            new("""{ "$atanh": 0 }""", "0.0"),
            new("""{ "$atanh": null }""", "null"),
            new("""{ "$atanh": "$missing" }""", "null"),
        ],
    };
}
