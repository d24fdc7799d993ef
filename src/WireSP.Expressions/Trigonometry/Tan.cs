namespace WireSP.Expressions.Operators;

/// <summary><c>$tan</c>: gives the tangent of an angle in radians.</summary>
internal static class Tan
{
    public static readonly ExpressionSpec Spec = new("$tan", RealFunction.Create("$tan", Math.Tan, RealDomain.Finite))
    {
        Summary = "Gives the tangent of an angle in radians.",
        Syntax = "{ $tan: number }",
        Examples =
        [
            new("""{ "$tan": 0 }""", "0.0"),
            new("""{ "$tan": 1 }""", "1.5574077246549023"),
            new("""{ "$tan": "$missing" }""", "null"),
        ],
    };
}
