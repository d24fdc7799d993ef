using System.Runtime.CompilerServices;
using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// Makes columns whose state of one group is a struct, and whose documents contribute one value each.
/// </summary>
internal static class StateColumns
{
    /// <summary>Columns for an argument, compiled for what kind of operand it is.</summary>
    public static AccumulatorColumns Create<TState, TRule>(Expression argument, TRule rule)
        where TState : struct
        where TRule : struct, IStateRule<TState> => argument is FieldSlot field
            ? new Columns<TState, TRule, SlotOperand>(new(field.Slot), rule, field.Slot)
            : new Columns<TState, TRule, ComputedOperand>(new(argument), rule, slot: null);

    private sealed class Columns<TState, TRule, TOperand>(TOperand argument, TRule rule, int? slot)
        : AccumulatorColumns
        where TState : struct
        where TRule : struct, IStateRule<TState>
        where TOperand : struct, IOperand
    {
        private readonly TOperand _argument = argument;
        private readonly TRule _rule = rule;
        private GroupArray<TState> _states = new();
        private long _keptBytes;
        private BsonValue _computed;

        public override long StateBytes => ((long)_states.Capacity * Unsafe.SizeOf<TState>()) + _keptBytes;

        public override int? NumberSlot => slot;

        public override void EnsureGroups(int groupCount) => _states.Ensure(groupCount);

        public override void Compute(EvaluationContext context)
        {
            _computed = _argument.Read(context);
            _rule.Check(_computed);
        }

        public override void Take(int group, EvaluationContext context) => Take(group, _computed);

        public override void Add(int group, EvaluationContext context)
        {
            var value = _argument.Read(context);
            _rule.Check(value);
            Take(group, value);
        }

        public override void AddNumber(int group, BsonType type, long payload)
        {
            ref var state = ref _states[group];
            var before = TRule.KeptBytes(state);
            _rule.Take(ref state, type, payload);
            _keptBytes += TRule.KeptBytes(state) - before;
        }

        public override BsonValue Result(int group, EvaluationContext context) =>
            _rule.Result(_states[group], context);

        public override void Merge(int group, AccumulatorColumns other, int otherGroup)
        {
            ref var state = ref _states[group];
            _keptBytes -= TRule.KeptBytes(state);
            _rule.Merge(ref state, ((Columns<TState, TRule, TOperand>)other)._states[otherGroup]);
            _keptBytes += TRule.KeptBytes(state);
        }

        public override void Snapshot(int group, ReadOnlySpan<byte> name, BsonWriter writer) =>
            _rule.Write(_states[group], name, writer);

        public override void Restore(int group, BsonValue state)
        {
            _keptBytes -= TRule.KeptBytes(_states[group]);
            _states[group] = _rule.Read(state);
            _keptBytes += TRule.KeptBytes(_states[group]);
        }

        public override void Clear()
        {
            _states.Clear();
            _keptBytes = 0;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Take(int group, in BsonValue value)
        {
            ref var state = ref _states[group];
            var before = TRule.KeptBytes(state);
            _rule.Take(ref state, value);
            _keptBytes += TRule.KeptBytes(state) - before;
        }
    }
}
