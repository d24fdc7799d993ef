namespace WireSP.Expressions.Operators;

/// <summary><c>$cos</c>: gives the cosine of an angle in radians.</summary>
internal static class Cos
{
    public static readonly ExpressionSpec Spec = new("$cos", RealFunction.Create("$cos", Math.Cos, RealDomain.Finite))
    {
        Summary = "Gives the cosine of an angle in radians.",
        Syntax = "{ $cos: number }",
        Examples =
        [
            new("""{ "$cos": 0 }""", "1.0"),
            new("""{ "$cos": 1 }""", "0.5403023058681398"),
            new("""{ "$cos": "$missing" }""", "null"),
        ],
    };
}
