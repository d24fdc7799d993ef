namespace WireSP.Expressions.Operators;

/// <summary><c>$acos</c>: gives the angle in radians whose cosine is a number from -1 to 1.</summary>
internal static class Acos
{
    public static readonly ExpressionSpec Spec = new("$acos", RealFunction.Create("$acos", Math.Acos, RealDomain.Unit))
    {
        Summary = "Gives the angle in radians whose cosine is a number from -1 to 1.",
        Syntax = "{ $acos: number }",
        Examples =
        [
            new("""{ "$acos": 1 }""", "0.0"),
            new("""{ "$acos": 0 }""", "1.5707963267948966"),
            new("""{ "$acos": "$missing" }""", "null"),
        ],
    };
}
