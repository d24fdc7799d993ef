namespace WireSP.Expressions.Operators;

/// <summary><c>$cosh</c>: gives the hyperbolic cosine of a number.</summary>
internal static class Cosh
{
    public static readonly ExpressionSpec Spec = new("$cosh", RealFunction.Create("$cosh", Math.Cosh, RealDomain.All))
    {
        Summary = "Gives the hyperbolic cosine of a number.",
        Syntax = "{ $cosh: number }",
        Examples =
        [
            new("""{ "$cosh": 0 }""", "1.0"),
            new("""{ "$cosh": 1 }""", "1.5430806348152437"),
            new("""{ "$cosh": "$missing" }""", "null"),
        ],
    };
}
