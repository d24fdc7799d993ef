using WireSP.Bson;

namespace WireSP.Expressions.Nodes;

/// <summary>An array of computed values; no value becomes null, because an array has no holes.</summary>
internal sealed class ArrayExpression(Expression[] items) : Expression
{
    public IReadOnlyList<Expression> Items => items;

    public override bool IsConstant => Array.TrueForAll(items, static item => item.IsConstant);

    public override bool CanFail => Array.Exists(items, static item => item.CanFail);

    public override BsonValue Evaluate(EvaluationContext context)
    {
        // All values first: an item may itself write to the arena, which must not happen inside this array.
        var mark = context.Mark;
        foreach (var item in items)
        {
            context.Push(item.Evaluate(context));
        }

        return context.TakeArray(mark);
    }
}
