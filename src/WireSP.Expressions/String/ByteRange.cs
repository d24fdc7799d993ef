using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>The part of a text that <c>$substrBytes</c> gives.</summary>
internal static class ByteRange
{
    public static BsonValue Cut(string name, ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        var text = LooseText.Of(name, operands[0], context);
        var start = Position(16034, name, "a number as start", operands[1]);
        var length = Position(16035, name, "a number as length", operands[2]);
        if (start < 0)
        {
            throw new EvaluationException(50752, $"{name} takes a start that is not negative, not {start}");
        }

        if (start >= text.Length)
        {
            return context.Text(default(ReadOnlySpan<byte>));
        }

        if (Utf8.IsContinuation(text[(int)start]))
        {
            throw new EvaluationException(28656, $"{name} would begin inside a character of several bytes");
        }

        var end = length < 0 || length > text.Length - start ? text.Length : (int)(start + length);
        return end < text.Length && Utf8.IsContinuation(text[end])
            ? throw new EvaluationException(28657, $"{name} would end inside a character of several bytes")
            : context.Text(text[(int)start..end]);
    }

    private static long Position(int code, string name, string expected, in BsonValue value) =>
        value.IsNumber && value.Type != BsonType.Decimal128
            ? Numbers.Truncate(value)
            : throw ExpressionErrors.WrongType(code, name, expected, value);
}
