using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$rand</c>: a random number.</summary>
internal sealed class Rand : Expression
{
    public static readonly ExpressionSpec Spec = new("$rand", Compile)
    {
        Summary = "Gives a random double from 0 to below 1, a new one at each evaluation.",
        Syntax = "{ $rand: {} }",
        IsVolatile = true,
        Examples =
        [
            new("""{ "$type": { "$rand": {} } }""", "\"double\""),
            new("""{ "$lt": [{ "$rand": {} }, 1] }""", "true"),
            new("""{ "$gte": [{ "$rand": {} }, 0] }""", "true"),
        ],
    };

    public override BsonValue Evaluate(EvaluationContext context) => Next(context.Clock);

    /// <summary>A number from 0 to below 1; the same on each run where the clock decides that.</summary>
    public static double Next(TimeProvider clock) =>
        clock is SeededClock seeded ? seeded.NextDouble() : Random.Shared.NextDouble();

    private static Rand Compile(BsonValue argument, CompileContext context) => EmptyArgument.Is(argument)
        ? new Rand()
        : throw new ExpressionSyntaxException(3040501, "$rand takes no arguments");
}
