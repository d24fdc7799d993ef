using System.Text.RegularExpressions;
using WireSP.Bson;
using WireSP.Expressions.Matching.Patterns;

namespace WireSP.Expressions.Operators;

/// <summary>
/// <c>$regexFindAll</c>: gives all matches of a regular expression as an array of { match, idx, captures }.
/// </summary>
internal static class RegexFindAll
{
    public static readonly ExpressionSpec Spec = new("$regexFindAll", Compile)
    {
        Summary = "Gives all matches of a regular expression as an array of { match, idx, captures }.",
        Syntax = """{ $regexFindAll: { input: string, regex: string | regex, options: "imsx" } }""",
        Trial = RegexSearch.Trial,
        Examples =
        [
            new(
                """{ "$regexFindAll": { "input": "a1b2", "regex": "[0-9]" } }""",
                """[{ "match": "1", "idx": 1, "captures": [] }, { "match": "2", "idx": 3, "captures": [] }]"""),
            new("""{ "$regexFindAll": { "input": "abc", "regex": "x" } }""", "[]"),
            new("""{ "$regexFindAll": { "input": null, "regex": "x" } }""", "[]"),
        ],
    };

    private static RegexSearch Compile(BsonValue argument, CompileContext context) =>
        RegexSearch.Compile("$regexFindAll", argument, context, Find, BsonValue.FromArray(BsonArray.Empty));

    private static BsonValue Find(TextPattern pattern, in BsonValue input, EvaluationContext context)
    {
        var mark = context.Mark;
        if (pattern.SimpleFor(input.Bytes) is { } simple && TryFindSimple(simple, input, context))
        {
            return context.TakeArray(mark);
        }

        context.Release(mark);
        return FindGeneral(pattern.General, input, context);
    }

    // Pushes the matches; false when the search was given up.
    private static bool TryFindSimple(BytePattern pattern, in BsonValue input, EvaluationContext context)
    {
        var text = input.Bytes;
        Span<int> places = stackalloc int[pattern.PlaceCount];
        for (var from = 0; from <= text.Length;)
        {
            switch (pattern.Search(text, from, places))
            {
                case null:
                    return false;
                // The server stops at the end of the text, where only an empty match is left.
                case false:
                case true when places[0] == text.Length && text.Length > 0:
                    return true;
            }

            // Each search may take long.
            context.Charge(1 + places[1] - places[0]);
            context.CheckTime();
            context.Push(RegexSearch.Write(input, places, context));
            from = places[1] > places[0] ? places[1] : places[1] + 1;
        }

        return true;
    }

    private static BsonValue FindGeneral(Regex regex, in BsonValue input, EvaluationContext context)
    {
        var text = input.AsString;
        var mark = context.Mark;
        var codePoints = 0;
        var position = 0;
        for (var match = regex.Match(text); match.Success; match = match.NextMatch())
        {
            for (; position < match.Index; position++)
            {
                codePoints += char.IsLowSurrogate(text[position]) ? 0 : 1;
            }

            // An empty match inside a surrogate pair is none in a language of code points.
            if (match.Length == 0 && match.Index < text.Length && char.IsLowSurrogate(text[match.Index]))
            {
                continue;
            }

            // The server stops at the end of the text, where only an empty match is left.
            if (match.Index == text.Length && text.Length > 0)
            {
                break;
            }

            context.Charge(1 + match.Length);
            context.CheckTime();
            context.Push(RegexSearch.Write(match, codePoints, context));
        }

        context.CheckTime();
        return context.TakeArray(mark);
    }
}
