using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Nodes;

/// <summary>An operator of two operands whose result depends on nothing else.</summary>
internal sealed class BinaryExpression(
    Expression left, Expression right, BinaryFunction apply, Func<RunSource, RunSource?>? toSource = null) : Expression
{
    public override bool IsConstant => left.IsConstant && right.IsConstant;

    public override BsonValue Evaluate(EvaluationContext context)
    {
        var first = left.Evaluate(context);
        var second = right.Evaluate(context);
        context.ChargeFor(first);
        context.ChargeFor(second);
        return context.Require(apply(first, second, context));
    }

    internal override bool TryEvaluate(EvaluationContext context, out BsonValue value)
    {
        if (!left.TryEvaluate(context, out value) || !right.TryEvaluate(context, out var second))
        {
            return false;
        }

        context.ChargeFor(value);
        context.ChargeFor(second);
        value = apply(value, second, context);
        return !EvaluationContext.IsFailure(value);
    }

    internal override RunSource? SourceFor(FieldShape shape) =>
        toSource is not null && left.SourceFor(shape) is { } source ? toSource(source) : null;

    internal override Expression Share(CompileContext context) => new SharedExpression(this, context.ReserveMemo());
}
