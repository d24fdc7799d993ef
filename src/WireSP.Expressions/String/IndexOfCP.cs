using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$indexOfCP</c>: where a text occurs in another, in code points.</summary>
internal static class IndexOfCP
{
    public static readonly ExpressionSpec Spec = new("$indexOfCP", ExpressionSpec.Variadic("$indexOfCP", 2, 4, Apply))
    {
        Summary = "Gives the position in code points of the first occurrence within a range, or -1.",
        Syntax = "{ $indexOfCP: [string, part, start, end] }",
        Trial = new("""["a", "a", 0, 1]""")
        {
            Settings = ["2", "3"],
        },
        Examples =
        [
            new("""{ "$indexOfCP": ["hello", "l"] }""", "2"),
            new("""{ "$indexOfCP": ["é-x", "x"] }""", "2"),
            new("""{ "$indexOfCP": ["hello", "z"] }""", "-1"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        if (operands[0].IsNullish)
        {
            return BsonValue.Null;
        }

        var text = operands[0].Type == BsonType.String
            ? operands[0].Bytes
            : throw ExpressionErrors.WrongType(40093, "$indexOfCP", "a string as first argument", operands[0]);
        var part = operands[1].Type == BsonType.String
            ? operands[1].Bytes
            : throw ExpressionErrors.WrongType(40094, "$indexOfCP", "a string as second argument", operands[1]);
        context.Charge(text.Length);
        var count = Utf8.Count(text);
        var (start, end) = SearchRange.Of("$indexOfCP", operands, count);
        if (start > end || (start == count && count > 0))
        {
            return -1;
        }

        var first = Utf8.OffsetOf(text, start);
        var index = text[first..Utf8.OffsetOf(text, end)].IndexOf(part);
        return index < 0 ? -1 : start + Utf8.Count(text.Slice(first, index));
    }
}
