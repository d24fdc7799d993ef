namespace WireSP.Expressions.Operators;

/// <summary><c>$sin</c>: gives the sine of an angle in radians.</summary>
internal static class Sin
{
    public static readonly ExpressionSpec Spec = new("$sin", RealFunction.Create("$sin", Math.Sin, RealDomain.Finite))
    {
        Summary = "Gives the sine of an angle in radians.",
        Syntax = "{ $sin: number }",
        Examples =
        [
            new("""{ "$sin": 0 }""", "0.0"),
            new("""{ "$sin": 1 }""", "0.8414709848078965"),
            new("""{ "$sin": "$missing" }""", "null"),
        ],
    };
}
