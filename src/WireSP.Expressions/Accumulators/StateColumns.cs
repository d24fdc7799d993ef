using System.Runtime.CompilerServices;
using WireSP.Bson;
using WireSP.Expressions.Nodes;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// Makes columns whose state of one group is a struct, and whose documents contribute one value each.
/// </summary>
internal static class StateColumns
{
    /// <summary>Columns for an argument whose values mostly are integers of one type.</summary>
    public static AccumulatorColumns Create<TState, TRule, TInteger, TIntegers>(
        Expression argument, TRule rule, TIntegers integers)
        where TState : struct
        where TRule : struct, IStateRule<TState>
        where TInteger : struct
        where TIntegers : struct, IIntegerRule<TState, TInteger> =>
        new IntegerColumns<TState, TRule, TInteger, TIntegers>(
            argument, rule, integers, () => Create<TState, TRule>(argument, rule));

    /// <summary>Columns for an argument, compiled for what kind of operand it is.</summary>
    public static MergeableColumns<TState> Create<TState, TRule>(Expression argument, TRule rule)
        where TState : struct
        where TRule : struct, IStateRule<TState> => argument is FieldSlot field
            ? new Columns<TState, TRule, SlotOperand>(new(field.Slot), rule, argument)
            : new Columns<TState, TRule, ComputedOperand>(new(argument), rule, argument);

    private sealed class Columns<TState, TRule, TOperand>(TOperand operand, TRule rule, Expression argument)
        : MergeableColumns<TState>
        where TState : struct
        where TRule : struct, IStateRule<TState>
        where TOperand : struct, IOperand
    {
        private readonly TOperand _argument = operand;
        private readonly TRule _rule = rule;
        private GroupArray<TState> _states = new();
        private long _keptBytes;
        private BsonValue _computed;

        public override long StateBytes => ((long)_states.Capacity * Unsafe.SizeOf<TState>()) + _keptBytes;

        public override int? NumberSlot => (argument as FieldSlot)?.Slot;

        public override bool TakesRuns => !TRule.RefusesTypes;

        public override RunInput? RunInput { get; } = new(argument, RunInputKind.Number);

        public override void EnsureGroups(int groupCount) => _states.Ensure(groupCount);

        public override void Compute(EvaluationContext context)
        {
            _computed = _argument.Read(context);
            _rule.Check(_computed);
        }

        public override void Take(int group, EvaluationContext context) => Take(group, _computed);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public override void Take(int group, in BsonValue value)
        {
            ref var state = ref _states[group];
            var before = TRule.KeptBytes(state);
            _rule.Take(ref state, value);
            _keptBytes += TRule.KeptBytes(state) - before;
        }

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

        public override void AddRun(ReadOnlySpan<int> groups, int first, RunColumn? values, RunReader documents)
        {
            var payloads = values!.Payloads.Slice(first, groups.Length);
            if (values.Type is BsonType.Int64)
            {
                // The commonest type has code of its own, in which the rule need not ask for it.
                AddRun(groups, BsonType.Int64, payloads);
            }
            else if (values.Type is { } type and (BsonType.Int32 or BsonType.Double))
            {
                AddRun(groups, type, payloads);
            }
            else
            {
                AddOneByOne(groups, first, values);
            }
        }

        public override BsonValue Result(int group, EvaluationContext context) =>
            _rule.Result(_states[group], context);

        public override BsonType Results(int first, Span<long> payloads, EvaluationContext context)
        {
            var type = _rule.Result(_states[first], context).Type;
            if (type is not (BsonType.Int32 or BsonType.Int64 or BsonType.Double or BsonType.DateTime or BsonType.Null))
            {
                return BsonType.Missing;
            }

            for (var i = 0; i < payloads.Length; i++)
            {
                var result = _rule.Result(_states[first + i], context);
                if (result.Type != type)
                {
                    return BsonType.Missing;
                }

                payloads[i] = result.Payload;
            }

            return type;
        }

        public override void Merge(int group, AccumulatorColumns other, int otherGroup) =>
            MergeRun([group], other, otherGroup);

        public override void Merge(int group, in TState other)
        {
            ref var state = ref _states[group];
            _keptBytes -= TRule.KeptBytes(state);
            _rule.Merge(ref state, other);
            _keptBytes += TRule.KeptBytes(state);
        }

        public override void MergeRun(ReadOnlySpan<int> groups, AccumulatorColumns other, int otherFirst)
        {
            ref var others = ref ((Columns<TState, TRule, TOperand>)other)._states;
            for (var i = 0; i < groups.Length; i++)
            {
                Merge(groups[i], others[otherFirst + i]);
            }
        }

        public override void Snapshot(int group, ReadOnlySpan<byte> name, BsonWriter writer) =>
            _rule.Write(_states[group], name, writer);

        public override void Restore(int group, BsonValue state)
        {
            _keptBytes -= TRule.KeptBytes(_states[group]);
            _states[group] = _rule.Read(state);
            _keptBytes += TRule.KeptBytes(_states[group]);
        }

        public override void SnapshotColumn(ReadOnlySpan<int> groups, BsonWriter writer)
        {
            if (!TRule.TryWrite(_states, groups, writer))
            {
                base.SnapshotColumn(groups, writer);
            }
        }

        // At once optimised, as the reader of columns is.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void RestoreColumn(ReadOnlySpan<int> groups, in BsonValue column)
        {
            foreach (var group in groups)
            {
                _keptBytes -= TRule.KeptBytes(_states[group]);
                _states[group] = default;
            }

            if (!TRule.TryRead(column, _states, groups))
            {
                base.RestoreColumn(groups, column);
            }
        }

        public override bool CanForget => true;

        public override void Forget(int group)
        {
            _keptBytes -= TRule.KeptBytes(_states[group]);
            _states[group] = default;
        }

        public override void Clear()
        {
            _states.Clear();
            _keptBytes = 0;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void AddRun(ReadOnlySpan<int> groups, BsonType type, ReadOnlySpan<long> payloads)
        {
            long kept = 0;
            for (var i = 0; i < groups.Length; i++)
            {
                ref var state = ref _states[groups[i]];
                kept -= TRule.KeptBytes(state);
                _rule.Take(ref state, type, payloads[i]);
                kept += TRule.KeptBytes(state);
            }

            _keptBytes += kept;
        }

        private void AddOneByOne(ReadOnlySpan<int> groups, int first, RunColumn values)
        {
            for (var i = 0; i < groups.Length; i++)
            {
                var type = values.Type ?? values.Types[first + i];
                if (type is BsonType.Null or BsonType.Missing)
                {
                    Take(groups[i], BsonValue.FromPayload(type, 0));
                }
                else
                {
                    AddNumber(groups[i], type, values.Payloads[first + i]);
                }
            }
        }
    }
}
