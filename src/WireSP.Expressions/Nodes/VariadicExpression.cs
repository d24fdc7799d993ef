using WireSP.Bson;

namespace WireSP.Expressions.Nodes;

/// <summary>An operator of any number of operands whose result depends on nothing else.</summary>
internal sealed class VariadicExpression(Expression[] operands, VariadicFunction apply) : Expression
{
    public override bool IsConstant => Array.TrueForAll(operands, static operand => operand.IsConstant);

    public override BsonValue Evaluate(EvaluationContext context)
    {
        var mark = context.Mark;
        foreach (var operand in operands)
        {
            var value = operand.Evaluate(context);
            context.ChargeFor(value);
            context.Push(value);
        }

        var result = apply(context.From(mark), context);
        context.Release(mark);
        return result;
    }
}
