namespace WireSP.Expressions.Operators;

/// <summary><c>$log10</c>: gives the logarithm of a positive number to base 10.</summary>
internal static class Log10
{
    public static readonly ExpressionSpec Spec = new(
        "$log10", RealFunction.Create("$log10", Math.Log10, RealDomain.Positive(28761)))
    {
        Summary = "Gives the logarithm of a positive number to base 10.",
        Syntax = "{ $log10: number }",
        Examples =
        [
            new("""{ "$log10": 1000 }""", "3.0"),
            new("""{ "$log10": 1 }""", "0.0"),
            new("""{ "$log10": null }""", "null"),
        ],
    };
}
