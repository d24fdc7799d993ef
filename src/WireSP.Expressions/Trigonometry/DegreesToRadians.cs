namespace WireSP.Expressions.Operators;

/// <summary><c>$degreesToRadians</c>: turns an angle in degrees into radians.</summary>
internal static class DegreesToRadians
{
    public static readonly ExpressionSpec Spec = new(
        "$degreesToRadians",
        RealFunction.Create("$degreesToRadians", static degrees => degrees * (Math.PI / 180), RealDomain.All))
    {
        Summary = "Turns an angle in degrees into radians.",
        Syntax = "{ $degreesToRadians: number }",
        Examples =
        [
            new("""{ "$degreesToRadians": 180 }""", "3.141592653589793"),
            new("""{ "$degreesToRadians": 0 }""", "0.0"),
            new("""{ "$degreesToRadians": "$missing" }""", "null"),
        ],
    };
}
