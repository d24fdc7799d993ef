namespace WireSP.Expressions.Operators;

/// <summary><c>$acosh</c>: gives the number whose hyperbolic cosine is a number of at least 1.</summary>
internal static class Acosh
{
    public static readonly ExpressionSpec Spec = new(
        "$acosh", RealFunction.Create("$acosh", Math.Acosh, RealDomain.AtLeastOne))
    {
        Summary = "Gives the number whose hyperbolic cosine is a number of at least 1.",
        Syntax = "{ $acosh: number }",
        Examples =
        [
            new("""{ "$acosh": 1 }""", "0.0"),
            new("""{ "$acosh": null }""", "null"),
            new("""{ "$acosh": "$missing" }""", "null"),
        ],
    };
}
