using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$round</c>: rounds a number to a decimal place; a half goes to the even neighbour.</summary>
internal static class Round
{
    public static readonly ExpressionSpec Spec = new("$round", ExpressionSpec.Variadic("$round", 1, 2, Apply))
    {
        Summary = "Rounds a number to a decimal place; a half goes to the even neighbour. The place is 0 when not "
            + "given.",
        Syntax = "{ $round: [number, place] }",
        Trial = new("[1, 0]")
        {
            Settings = ["1"],
        },
        Examples =
        [
            new("""{ "$round": [2.5] }""", "2.0"),
            new("""{ "$round": [3.14159, 2] }""", "3.14"),
            new("""{ "$round": [1250, -2] }""", "1200"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context) =>
        DecimalPlaces.Round("$round", operands, MidpointRounding.ToEven, context);
}
