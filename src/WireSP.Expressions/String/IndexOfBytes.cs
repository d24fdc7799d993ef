using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$indexOfBytes</c>: where a text occurs in another, in bytes.</summary>
internal static class IndexOfBytes
{
    public static readonly ExpressionSpec Spec = new(
        "$indexOfBytes", ExpressionSpec.Variadic("$indexOfBytes", 2, 4, Apply))
    {
        Summary = "Gives the position in bytes of the first occurrence within a range, or -1.",
        Syntax = "{ $indexOfBytes: [string, part, start, end] }",
        Trial = new("""["a", "a", 0, 1]""")
        {
            Settings = ["2", "3"],
        },
        Examples =
        [
            new("""{ "$indexOfBytes": ["hello", "l"] }""", "2"),
            new("""{ "$indexOfBytes": ["é-x", "x"] }""", "3"),
            new("""{ "$indexOfBytes": ["hello", "l", 3] }""", "3"),
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
            : throw ExpressionErrors.WrongType(40091, "$indexOfBytes", "a string as first argument", operands[0]);
        var part = operands[1].Type == BsonType.String
            ? operands[1].Bytes
            : throw ExpressionErrors.WrongType(40092, "$indexOfBytes", "a string as second argument", operands[1]);
        context.Charge(text.Length);
        var (start, end) = SearchRange.Of("$indexOfBytes", operands, text.Length);
        if (start > end)
        {
            return -1;
        }

        var index = text[start..end].IndexOf(part);
        return index < 0 ? -1 : start + index;
    }
}
