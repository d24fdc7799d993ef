using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$replaceOne</c>: replaces the first occurrence of a text.</summary>
internal static class ReplaceOne
{
    public static readonly ExpressionSpec Spec = new(
        "$replaceOne", ExpressionSpec.Named(Replacing.Syntax("$replaceOne"), Apply))
    {
        Summary = "Replaces the first occurrence of a text. Null when an argument is null or missing.",
        Syntax = "{ $replaceOne: { input: string, find: string, replacement: string } }",
        Trial = Replacing.Trial,
        Examples =
        [
            new("""{ "$replaceOne": { "input": "abab", "find": "b", "replacement": "-" } }""", "\"a-ab\""),
            new("""{ "$replaceOne": { "input": "abc", "find": "x", "replacement": "-" } }""", "\"abc\""),
            new("""{ "$replaceOne": { "input": null, "find": "x", "replacement": "-" } }""", "null"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context) =>
        Replacing.Apply("$replaceOne", operands, isForAll: false, context);
}
