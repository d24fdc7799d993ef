namespace WireSP.Expressions.Operators;

/// <summary><c>$asin</c>: gives the angle in radians whose sine is a number from -1 to 1.</summary>
internal static class Asin
{
    public static readonly ExpressionSpec Spec = new("$asin", RealFunction.Create("$asin", Math.Asin, RealDomain.Unit))
    {
        Summary = "Gives the angle in radians whose sine is a number from -1 to 1.",
        Syntax = "{ $asin: number }",
        Examples =
        [
            new("""{ "$asin": 0 }""", "0.0"),
            new("""{ "$asin": 1 }""", "1.5707963267948966"),
            new("""{ "$asin": "$missing" }""", "null"),
        ],
    };
}
