using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Operators;
using WireSP.Expressions.Runs;

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
        => right switch
        {
            FieldSlot slot => new Node<TOperator, TLeft, SlotOperand>(operand, new(slot.Slot), left, right),
            Constant constant =>
                new Node<TOperator, TLeft, ConstantOperand>(operand, new(constant.Value), left, right),
            _ => new Node<TOperator, TLeft, ComputedOperand>(operand, new(right), left, right),
        };

    private sealed class Node<TOperator, TLeft, TRight>(
        TLeft leftOperand, TRight rightOperand, Expression left, Expression right) : Expression
        where TOperator : struct, IBinaryOperator
        where TLeft : struct, IOperand
        where TRight : struct, IOperand
    {
        private readonly TLeft _left = leftOperand;
        private readonly TRight _right = rightOperand;

        public override bool IsConstant => left.IsConstant && right.IsConstant;

        public override BsonValue Evaluate(EvaluationContext context)
        {
            var first = _left.Read(context);
            var second = _right.Read(context);
            context.ChargeFor(first);
            return context.Require(TOperator.Apply(first, second, context));
        }

        internal override bool TryEvaluate(EvaluationContext context, out BsonValue value)
        {
            if (!_left.TryRead(context, out value) || !_right.TryRead(context, out var second))
            {
                return false;
            }

            context.ChargeFor(value);
            value = TOperator.Apply(value, second, context);
            return !EvaluationContext.IsFailure(value);
        }

        public override bool IsTrue(EvaluationContext context)
        {
            if (TOperator.ComparesIntegers
                && _right.TryReadInteger(context, out var rightInteger)
                && _left.TryReadInteger(context, out var leftInteger))
            {
                context.Charge(1);
                return TOperator.Holds(leftInteger, rightInteger);
            }

            var first = _left.Read(context);
            var second = _right.Read(context);
            context.ChargeFor(first);
            return TOperator.ComparesIntegers && Numbers.IsInteger(first) && Numbers.IsInteger(second)
                ? TOperator.Holds(first.Payload, second.Payload)
                : Truth.Of(context.Require(TOperator.Apply(first, second, context)));
        }

        internal override RunSource? SourceFor(FieldShape shape)
        {
            if (left.SourceFor(shape) is not { } first || right.SourceFor(shape) is not { } second)
            {
                return null;
            }

            if (TOperator.SourceOf(first, second) is { } own)
            {
                return own;
            }

            if (TOperator.TakesReals)
            {
                return first.IsNumber && second.IsNumber
                    ? new NumberSource<TOperator>(first, second, Numbers.Widest(first.Type, second.Type))
                    : null;
            }

            return !TOperator.ComparesIntegers ? null
                : OfTexts(first, second) is { } equality ? equality
                : first.IsInteger && second.IsInteger ? ComparisonSource<TOperator>.Of(first, second)
                : OfTypes(first, second);
        }

        private static TextEqualitySource? OfTexts(RunSource first, RunSource second)
        {
            if (TOperator.WhenTextsEqual is not { } whenEqual
                || first.Type != BsonType.String || second.Type != BsonType.String)
            {
                return null;
            }

            return second.TryGetConstant(out var constant) ? new(first, [constant.Bytes.ToArray()], whenEqual)
                : first.TryGetConstant(out constant) ? new(second, [constant.Bytes.ToArray()], whenEqual)
                : null;
        }

        // Against null, which sorts apart from all that has a value, the types alone decide.
        private static ConstantSource? OfTypes(RunSource first, RunSource second)
        {
            // What differs from document to document sorts as any number does: neither null nor one of the keys at the
            // ends.
            var isFirstKnown = first.TryGetConstant(out var firstValue);
            var isSecondKnown = second.TryGetConstant(out var secondValue);
            if (!first.FillsAll || !second.FillsAll
                || (!(isFirstKnown && firstValue.IsNullish) && !(isSecondKnown && secondValue.IsNullish)))
            {
                return null;
            }

            return new ConstantSource(Truth.Of(TOperator.Apply(
                isFirstKnown ? firstValue : BsonValue.FromInt64(0),
                isSecondKnown ? secondValue : BsonValue.FromInt64(0),
                null!)));
        }
    }
}
