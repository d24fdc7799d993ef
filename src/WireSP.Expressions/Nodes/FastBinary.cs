using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Nodes;

/// <summary>Makes the node of a two-operand operator whose shape (slot, constant, computed) is compiled in.</summary>
internal static class FastBinary
{
    public static Expression Create<TOperator>(Expression left, Expression right)
        where TOperator : struct, IBinaryOperator => left switch
        {
            FieldSlot slot => WithLeft<TOperator, SlotOperand>(new(slot.Slot), left, right),
            Constant constant => WithLeft<TOperator, ConstantOperand>(new(constant.Value), left, right),
            _ => WithLeft<TOperator, ComputedOperand>(new(left), left, right),
        };

    private static Expression WithLeft<TOperator, TLeft>(TLeft operand, Expression left, Expression right)
        where TOperator : struct, IBinaryOperator
        where TLeft : struct, IOperand
    {
        var isConstant = left.IsConstant && right.IsConstant;
        return right switch
        {
            FieldSlot slot => new Node<TOperator, TLeft, SlotOperand>(operand, new(slot.Slot), isConstant),
            Constant constant =>
                new Node<TOperator, TLeft, ConstantOperand>(operand, new(constant.Value), isConstant),
            _ => new Node<TOperator, TLeft, ComputedOperand>(operand, new(right), isConstant),
        };
    }

    private sealed class Node<TOperator, TLeft, TRight>(TLeft left, TRight right, bool isConstant) : Expression
        where TOperator : struct, IBinaryOperator
        where TLeft : struct, IOperand
        where TRight : struct, IOperand
    {
        private readonly TLeft _left = left;
        private readonly TRight _right = right;

        public override bool IsConstant => isConstant;

        public override BsonValue Evaluate(EvaluationContext context)
        {
            var first = _left.Read(context);
            var second = _right.Read(context);
            context.ChargeFor(first);
            return TOperator.Apply(first, second, context);
        }

        public override bool IsTrue(EvaluationContext context)
        {
            var first = _left.Read(context);
            var second = _right.Read(context);
            context.ChargeFor(first);
            return Truth.Of(TOperator.Apply(first, second, context));
        }
    }
}
