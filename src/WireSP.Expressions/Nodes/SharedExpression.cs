using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Nodes;

/// <summary>An expression that a stage computes in several places: once for each document.</summary>
internal sealed class SharedExpression(Expression expression, int memoIndex) : Expression
{
    public override bool CanFail => expression.CanFail;

    public override BsonValue Evaluate(EvaluationContext context) =>
        TryEvaluate(context, out var value) ? value : throw context.ToException();

    internal override bool TryEvaluate(EvaluationContext context, out BsonValue value)
    {
        var memo = context.MemoAt(memoIndex);
        if (memo.IsOf(context))
        {
            context.Charge(1);
            value = memo.Value;
            return true;
        }

        if (!expression.TryEvaluate(context, out value))
        {
            return false;
        }

        memo.Value = value;
        memo.Keep(context);
        return true;
    }

    internal override RunSource? SourceFor(FieldShape shape) =>
        shape.Scope.Share(this, () => SharedSource.Of(expression.SourceFor(shape)));
}
