using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$replaceAll</c>: replaces all occurrences of a text.</summary>
internal static class ReplaceAll
{
    public static readonly ExpressionSpec Spec = new(
        "$replaceAll", ExpressionSpec.Named(Replacing.Syntax("$replaceAll"), Apply))
    {
        Summary = "Replaces all occurrences of a text. Null when an argument is null or missing.",
        Syntax = "{ $replaceAll: { input: string, find: string, replacement: string } }",
        Trial = Replacing.Trial,
        Examples =
        [
            new("""{ "$replaceAll": { "input": "abab", "find": "b", "replacement": "-" } }""", "\"a-a-\""),
            new("""{ "$replaceAll": { "input": "abc", "find": "x", "replacement": "-" } }""", "\"abc\""),
            new("""{ "$replaceAll": { "input": null, "find": "x", "replacement": "-" } }""", "null"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context) =>
        Replacing.Apply("$replaceAll", operands, isForAll: true, context);
}
