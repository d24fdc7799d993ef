using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$rtrim</c>: a text without certain characters at its end.</summary>
internal static class RTrim
{
    public static readonly ExpressionSpec Spec = new("$rtrim", ExpressionSpec.Named(Trimming.Syntax("$rtrim"), Apply))
    {
        Summary = "Takes white space, or the characters given, off a string at its end.",
        Syntax = "{ $rtrim: { input: string, chars: string } }",
        Trial = Trimming.Trial,
        Examples =
        [
            new("""{ "$rtrim": { "input": "  x  " } }""", "\"  x\""),
            new("""{ "$rtrim": { "input": "--x--", "chars": "-" } }""", "\"--x\""),
            new("""{ "$rtrim": { "input": null } }""", "null"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context) =>
        Trimming.Apply("$rtrim", operands, atStart: false, atEnd: true, context);
}
