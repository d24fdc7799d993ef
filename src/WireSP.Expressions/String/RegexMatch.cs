using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$regexMatch</c>: says whether a regular expression matches somewhere in a string.</summary>
internal static class RegexMatch
{
    public static readonly ExpressionSpec Spec = new("$regexMatch", Compile)
    {
        Summary = "Says whether a regular expression matches somewhere in a string.",
        Syntax = """{ $regexMatch: { input: string, regex: string | regex, options: "imsx" } }""",
        Trial = RegexSearch.Trial,
        Examples =
        [
            new("""{ "$regexMatch": { "input": "Hello", "regex": "^h", "options": "i" } }""", "true"),
            new("""{ "$regexMatch": { "input": "abc", "regex": "[0-9]" } }""", "false"),
            new("""{ "$regexMatch": { "input": null, "regex": "x" } }""", "false"),
        ],
    };

    private static RegexSearch Compile(BsonValue argument, CompileContext context) =>
        RegexSearch.Compile("$regexMatch", argument, context, Find, false);

    private static BsonValue Find(TextPattern pattern, in BsonValue input, EvaluationContext context) =>
        RegexSearch.IsMatch(pattern, input, context);
}
