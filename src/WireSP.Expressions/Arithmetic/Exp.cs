namespace WireSP.Expressions.Operators;

/// <summary><c>$exp</c>: raises e to a power.</summary>
internal static class Exp
{
    public static readonly ExpressionSpec Spec = new("$exp", RealFunction.Create("$exp", Math.Exp, RealDomain.All))
    {
        Summary = "Raises e to a power.",
        Syntax = "{ $exp: number }",
        Examples =
        [
            new("""{ "$exp": 0 }""", "1.0"),
            new("""{ "$exp": null }""", "null"),
            new("""{ "$exp": 1 }""", "2.718281828459045"),
        ],
    };
}
