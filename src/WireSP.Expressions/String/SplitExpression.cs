using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>
/// <c>$split</c>: the parts of a text between separators. Whoever wants one part or their number asks for that alone,
/// and no array is written.
/// </summary>
internal sealed class SplitExpression(Expression text, Expression separator) : Expression
{
    public override bool IsConstant => text.IsConstant && separator.IsConstant;

    public override BsonValue Evaluate(EvaluationContext context)
    {
        if (!TryRead(context, out var whole, out var cut))
        {
            return BsonValue.Null;
        }

        // The parts are slices of the text; only their array is written.
        var mark = context.Mark;
        for (var start = 0; start >= 0;)
        {
            context.Push(Take(context, whole, cut.Bytes, ref start));
        }

        return context.TakeArray(mark);
    }

    /// <summary>
    /// The part at an index that is not negative: missing behind the last part, null where there is no text.
    /// </summary>
    public BsonValue EvaluatePart(EvaluationContext context, int index)
    {
        if (!TryRead(context, out var whole, out var cut))
        {
            return BsonValue.Null;
        }

        for (var start = 0; start >= 0; index--)
        {
            var part = Take(context, whole, cut.Bytes, ref start);
            if (index == 0)
            {
                return part;
            }
        }

        return BsonValue.Missing;
    }

    /// <summary>The number of parts; -1 where there is no text.</summary>
    public int EvaluateCount(EvaluationContext context)
    {
        if (!TryRead(context, out var whole, out var cut))
        {
            return -1;
        }

        var count = whole.Bytes.Count(cut.Bytes) + 1;
        context.Charge(count);
        return count;
    }

    private bool TryRead(EvaluationContext context, out BsonValue whole, out BsonValue cut)
    {
        whole = text.Evaluate(context);
        cut = separator.Evaluate(context);
        context.ChargeFor(whole);
        context.ChargeFor(cut);
        if (whole.IsNullish || cut.IsNullish)
        {
            return false;
        }

        if (whole.Type != BsonType.String)
        {
            throw ExpressionErrors.WrongType(40085, "$split", "a string as first argument", whole);
        }

        if (cut.Type != BsonType.String)
        {
            throw ExpressionErrors.WrongType(40086, "$split", "a string as second argument", cut);
        }

        return cut.Length > 0
            ? true
            : throw new EvaluationException(40087, "$split takes a separator that is not empty");
    }

    // Takes the part that begins at 'start' and moves it to the next one; to -1 behind the last.
    private static BsonValue Take(
        EvaluationContext context, in BsonValue whole, ReadOnlySpan<byte> separator, ref int start)
    {
        context.Charge(1);
        var from = start;
        var length = whole.Bytes[from..].IndexOf(separator);
        start = length < 0 ? -1 : from + length + separator.Length;
        return BsonValue.FromStringUtf8(
            whole.Buffer!, whole.Offset + from, length < 0 ? whole.Length - from : length);
    }
}
