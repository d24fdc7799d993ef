using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Nodes;

/// <summary>An operator of one operand whose result depends on nothing else.</summary>
internal sealed class UnaryExpression(
    Expression operand, UnaryFunction apply, Func<RunSource, RunSource?>? toSource = null) : Expression
{
    public override bool IsConstant => operand.IsConstant;

    public override BsonValue Evaluate(EvaluationContext context)
    {
        var value = operand.Evaluate(context);
        context.ChargeFor(value);
        return context.Require(apply(value, context));
    }

    internal override bool TryEvaluate(EvaluationContext context, out BsonValue value)
    {
        if (!operand.TryEvaluate(context, out value))
        {
            return false;
        }

        context.ChargeFor(value);
        value = apply(value, context);
        return !EvaluationContext.IsFailure(value);
    }

    internal override RunSource? SourceFor(FieldShape shape) =>
        toSource is not null && operand.SourceFor(shape) is { } source ? toSource(source) : null;

    internal override Expression Share(CompileContext context) => new SharedExpression(this, context.ReserveMemo());
}
