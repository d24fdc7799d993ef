using WireSP.Bson;

namespace WireSP.Expressions.Nodes;

/// <summary>An operator of two operands whose result depends on nothing else.</summary>
internal sealed class BinaryExpression(Expression left, Expression right, BinaryFunction apply) : Expression
{
    public override bool IsConstant => left.IsConstant && right.IsConstant;

    public override BsonValue Evaluate(EvaluationContext context)
    {
        var first = left.Evaluate(context);
        var second = right.Evaluate(context);
        context.ChargeFor(first);
        context.ChargeFor(second);
        return apply(first, second, context);
    }
}
