using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$ltrim</c>: a text without certain characters at its beginning.</summary>
internal static class LTrim
{
    public static readonly ExpressionSpec Spec = new("$ltrim", ExpressionSpec.Named(Trimming.Syntax("$ltrim"), Apply))
    {
        Summary = "Takes white space, or the characters given, off a string at its beginning.",
        Syntax = "{ $ltrim: { input: string, chars: string } }",
        Trial = Trimming.Trial,
        Examples =
        [
            new("""{ "$ltrim": { "input": "  x  " } }""", "\"x  \""),
            new("""{ "$ltrim": { "input": "--x--", "chars": "-" } }""", "\"x--\""),
            new("""{ "$ltrim": { "input": null } }""", "null"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context) =>
        Trimming.Apply("$ltrim", operands, atStart: true, atEnd: false, context);
}
