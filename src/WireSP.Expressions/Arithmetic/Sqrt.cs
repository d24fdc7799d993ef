namespace WireSP.Expressions.Operators;

/// <summary><c>$sqrt</c>: gives the square root of a number that is not negative.</summary>
internal static class Sqrt
{
    public static readonly ExpressionSpec Spec = new(
        "$sqrt", RealFunction.Create("$sqrt", Math.Sqrt, RealDomain.NotNegative))
    {
        Summary = "Gives the square root of a number that is not negative.",
        Syntax = "{ $sqrt: number }",
        Examples =
        [
            new("""{ "$sqrt": 25 }""", "5.0"),
            new("""{ "$sqrt": 2 }""", "1.4142135623730951"),
            new("""{ "$sqrt": null }""", "null"),
        ],
    };
}
