namespace WireSP.Expressions.Operators;

/// <summary><c>$ln</c>: gives the natural logarithm of a positive number.</summary>
internal static class Ln
{
    public static readonly ExpressionSpec Spec = new(
        "$ln", RealFunction.Create("$ln", Math.Log, RealDomain.Positive(28766)))
    {
        Summary = "Gives the natural logarithm of a positive number.",
        Syntax = "{ $ln: number }",
        Examples =
        [
            new("""{ "$ln": 1 }""", "0.0"),
            new("""{ "$ln": 2.718281828459045 }""", "1.0"),
            new("""{ "$ln": null }""", "null"),
        ],
    };
}
