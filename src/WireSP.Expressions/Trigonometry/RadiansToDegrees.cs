namespace WireSP.Expressions.Operators;

/// <summary><c>$radiansToDegrees</c>: turns an angle in radians into degrees.</summary>
internal static class RadiansToDegrees
{
    public static readonly ExpressionSpec Spec = new(
        "$radiansToDegrees",
        RealFunction.Create("$radiansToDegrees", static radians => radians * (180 / Math.PI), RealDomain.All))
    {
        Summary = "Turns an angle in radians into degrees.",
        Syntax = "{ $radiansToDegrees: number }",
        Examples =
        [
            new("""{ "$radiansToDegrees": 0 }""", "0.0"),
            new("""{ "$radiansToDegrees": 3.141592653589793 }""", "180.0"),
            new("""{ "$radiansToDegrees": "$missing" }""", "null"),
        ],
    };
}
