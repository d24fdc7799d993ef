using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Nodes;

/// <summary>An operator of any number of operands whose result depends on nothing else.</summary>
internal sealed class VariadicExpression(
    Expression[] operands, VariadicFunction apply, Func<Expression[], FieldShape, RunSource?>? toSource = null)
    : Expression
{
    public override bool IsConstant => Array.TrueForAll(operands, static operand => operand.IsConstant);

    public override BsonValue Evaluate(EvaluationContext context) =>
        TryEvaluate(context, out var value) ? value : throw context.ToException();

    internal override bool TryEvaluate(EvaluationContext context, out BsonValue value)
    {
        var mark = context.Mark;
        foreach (var operand in operands)
        {
            if (!operand.TryEvaluate(context, out value))
            {
                context.Release(mark);
                return false;
            }

            context.ChargeFor(value);
            context.Push(value);
        }

        value = apply(context.From(mark), context);
        context.Release(mark);
        return !EvaluationContext.IsFailure(value);
    }

    internal override RunSource? SourceFor(FieldShape shape) => toSource?.Invoke(operands, shape);

    internal override Expression Share(CompileContext context) => new SharedExpression(this, context.ReserveMemo());
}
