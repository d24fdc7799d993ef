using WireSP.Bson;

namespace WireSP.Expressions.Nodes;

/// <summary>An operator of one operand whose result depends on nothing else.</summary>
internal sealed class UnaryExpression(Expression operand, UnaryFunction apply) : Expression
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

    internal override Expression Share(CompileContext context) => new SharedExpression(this, context.ReserveMemo());
}
