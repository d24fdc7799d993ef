using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>
/// <c>$regexFind</c>: gives the first match of a regular expression as { match, idx, captures }, or null; idx counts
/// code points.
/// </summary>
internal static class RegexFind
{
    public static readonly ExpressionSpec Spec = new("$regexFind", Compile)
    {
        Summary = "Gives the first match of a regular expression as { match, idx, captures }, or null; idx counts "
            + "code points.",
        Syntax = """{ $regexFind: { input: string, regex: string | regex, options: "imsx" } }""",
        Trial = RegexSearch.Trial,
        Examples =
        [
            new(
                """{ "$regexFind": { "input": "tel 555", "regex": "([0-9])+" } }""",
                """{ "match": "555", "idx": 4, "captures": ["5"] }"""),
            new("""{ "$regexFind": { "input": "abc", "regex": "x" } }""", "null"),
            new("""{ "$regexFind": { "input": null, "regex": "x" } }""", "null"),
        ],
    };

    private static RegexSearch Compile(BsonValue argument, CompileContext context) =>
        RegexSearch.Compile("$regexFind", argument, context, Find, BsonValue.Null);

    private static BsonValue Find(TextPattern pattern, in BsonValue input, EvaluationContext context)
    {
        if (pattern.SimpleFor(input.Bytes) is { } simple)
        {
            Span<int> places = stackalloc int[simple.PlaceCount];
            if (simple.Search(input.Bytes, 0, places) is { } found)
            {
                return found ? RegexSearch.Write(input, places, context) : BsonValue.Null;
            }
        }

        var text = input.AsString;
        var match = pattern.General.Match(text);
        context.CheckTime();
        return match.Success
            ? RegexSearch.Write(match, CodePoints(text, match.Index), context)
            : BsonValue.Null;
    }

    private static int CodePoints(string text, int length)
    {
        var count = 0;
        for (var i = 0; i < length; i++)
        {
            count += char.IsLowSurrogate(text[i]) ? 0 : 1;
        }

        return count;
    }
}
