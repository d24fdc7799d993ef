using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Nodes;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Operators;

/// <summary>
/// <c>$split</c>: the parts of a text between separators. Whoever wants one part or their number asks for that alone:
/// no array is written, and a text that is cut in several places of a stage is searched once.
/// </summary>
internal sealed class SplitExpression(
    Expression text, Expression separator, int memoIndex, bool isShared = false) : Expression
{
    // Room is taken beforehand for so many parts of each text.
    private const int PartsMax = 64;

    public override bool IsConstant => text.IsConstant && separator.IsConstant;

    public override BsonValue Evaluate(EvaluationContext context)
    {
        var memo = Cut(context, int.MaxValue);
        if (memo.Value.IsMissing)
        {
            return BsonValue.Null;
        }

        // The parts are slices of the text; only their array is written.
        var mark = context.Mark;
        for (var i = 0; i <= memo.Count; i++)
        {
            context.Push(Part(memo, i));
        }

        return context.TakeArray(mark);
    }

    /// <summary>
    /// The part at an index that is not negative: missing behind the last part, null where there is no text.
    /// </summary>
    public BsonValue EvaluatePart(EvaluationContext context, int index)
    {
        var memo = Cut(context, index + 1);
        return memo.Value.IsMissing ? BsonValue.Null : index > memo.Count ? BsonValue.Missing : Part(memo, index);
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

    /// <summary>The number of parts, for documents of a shape; null where that cannot be told.</summary>
    public RunSource? CountFor(FieldShape shape) =>
        Separator is { } known && text.SourceFor(shape) is { IsText: true } source
            ? new TextCountSource(source, known)
            : null;

    /// <summary>The part at an index, for documents of a shape; null where that cannot be told.</summary>
    public RunSource? PartFor(FieldShape shape, int index)
    {
        if (index > PartsMax || shape.Scope.Share(this, () => CutsFor(shape)) is not { } cuts)
        {
            return null;
        }

        cuts.Want(index);
        return new TextPartSource(cuts, index);
    }

    internal override Expression Share(CompileContext context) =>
        new SplitExpression(text, separator, memoIndex, isShared: true);

    private byte[]? Separator =>
        separator is Constant { Value: { Type: BsonType.String, Length: > 0 } known } ? known.Bytes.ToArray() : null;

    private TextCuts? CutsFor(FieldShape shape) =>
        Separator is { } known && text.SourceFor(shape) is { IsText: true } source ? new(source, known) : null;

    // The text, missing where there is none, and where its separators are: all where others want them too, else as many
    // as are wanted.
    private Memo Cut(EvaluationContext context, int wanted)
    {
        var memo = context.MemoAt(memoIndex);
        if (isShared && memo.IsOf(context))
        {
            context.Charge(1);
            return memo;
        }

        var isText = TryRead(context, out var whole, out var cut);
        memo.Value = isText ? whole : BsonValue.Missing;
        memo.Count = 0;
        if (isText)
        {
            memo.SeparatorLength = cut.Length;
            SeparatorSearch.Find(whole.Bytes, cut.Bytes, isShared ? int.MaxValue : wanted, memo);
            context.Charge(memo.Count + 1);
        }

        memo.Keep(context);
        return memo;
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

    private static BsonValue Part(Memo memo, int index)
    {
        var whole = memo.Value;
        var start = index == 0 ? 0 : memo.Ends[index - 1] + memo.SeparatorLength;
        var end = index == memo.Count ? whole.Length : memo.Ends[index];
        return BsonValue.FromStringUtf8(whole.Buffer!, whole.Offset + start, end - start);
    }
}
