namespace WireSP.Expressions.Operators;

/// <summary><c>$atan</c>: gives the angle in radians whose tangent is a number.</summary>
internal static class Atan
{
    public static readonly ExpressionSpec Spec = new("$atan", RealFunction.Create("$atan", Math.Atan, RealDomain.All))
    {
        Summary = "Gives the angle in radians whose tangent is a number.",
        Syntax = "{ $atan: number }",
        Examples =
        [
            new("""{ "$atan": 0 }""", "0.0"),
            new("""{ "$atan": 1 }""", "0.7853981633974483"),
            new("""{ "$atan": "$missing" }""", "null"),
        ],
    };
}
