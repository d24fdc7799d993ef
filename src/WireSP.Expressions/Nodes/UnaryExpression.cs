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
        return apply(value, context);
    }
}
