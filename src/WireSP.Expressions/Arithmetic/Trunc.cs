using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$trunc</c>: cuts a number off at a decimal place.</summary>
internal static class Trunc
{
    public static readonly ExpressionSpec Spec = new("$trunc", ExpressionSpec.Variadic("$trunc", 1, 2, Apply))
    {
        Summary = "Cuts a number off at a decimal place. The place is 0 when not given.",
        Syntax = "{ $trunc: [number, place] }",
        Trial = new("[1, 0]")
        {
            Settings = ["1"],
        },
        Examples =
        [
            new("""{ "$trunc": [2.9] }""", "2.0"),
            new("""{ "$trunc": [3.14159, 2] }""", "3.14"),
            new("""{ "$trunc": [-1250, -2] }""", "-1200"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context) =>
        DecimalPlaces.Round("$trunc", operands, MidpointRounding.ToZero, context);
}
