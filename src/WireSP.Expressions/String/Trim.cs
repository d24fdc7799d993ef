using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$trim</c>: a text without certain characters at both ends.</summary>
internal static class Trim
{
    public static readonly ExpressionSpec Spec = new("$trim", ExpressionSpec.Named(Trimming.Syntax("$trim"), Apply))
    {
        Summary = "Takes white space, or the characters given, off a string at both ends.",
        Syntax = "{ $trim: { input: string, chars: string } }",
        Trial = Trimming.Trial,
        Examples =
        [
            new("""{ "$trim": { "input": "  x  " } }""", "\"x\""),
            new("""{ "$trim": { "input": "--x--", "chars": "-" } }""", "\"x\""),
            new("""{ "$trim": { "input": null } }""", "null"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context) =>
        Trimming.Apply("$trim", operands, atStart: true, atEnd: true, context);
}
