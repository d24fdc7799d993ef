using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$substrCP</c>: a part of a text, counted in code points.</summary>
internal static class SubstrCP
{
    public static readonly ExpressionSpec Spec = new("$substrCP", ExpressionSpec.Variadic("$substrCP", 3, 3, Apply))
    {
        Summary = "Gives so many code points from a start on.",
        Syntax = "{ $substrCP: [string, start, length] }",
        Trial = new("""["a", 0, 0]""")
        {
            Settings = ["1", "2"],
        },
        Examples =
        [
            new("""{ "$substrCP": ["café au lait", 3, 2] }""", "\"é \""),
            new("""{ "$substrCP": ["abc", 1, 100] }""", "\"bc\""),
            new("""{ "$substrCP": [null, 0, 1] }""", "\"\""),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        var text = LooseText.Of("$substrCP", operands[0], context);
        var start = Position(operands[1], "start", 34450);
        var length = Position(operands[2], "length", 34452);
        if (length < 0)
        {
            throw new EvaluationException(34454, "$substrCP takes a length that is not negative");
        }

        if (start < 0)
        {
            throw new EvaluationException(34455, "$substrCP takes a start that is not negative");
        }

        context.Charge(text.Length);
        var rest = text[Utf8.OffsetOf(text, start)..];
        return context.Text(rest[..Utf8.OffsetOf(rest, length)]);
    }

    // The code that follows the one for a wrong type says that the number is no int.
    private static int Position(in BsonValue value, string what, int code)
    {
        if (!value.IsNumber)
        {
            throw ExpressionErrors.WrongType(code, "$substrCP", $"a number as {what}", value);
        }

        return Numbers.TryToInt32(value, out var position)
            ? position
            : throw new EvaluationException(code + 1, $"$substrCP takes a {what} that is a whole 32-bit number");
    }
}
