using System.Buffers;
using System.Runtime.CompilerServices;
using WireSP.Bson;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// States of an accumulator in few bytes each, as long as its values are integers of one type, as those of a field
/// mostly are; with the first value that is not, all of them become states as <see cref="StateColumns"/> keeps them.
/// </summary>
/// <remarks>
/// Another thread may be writing states out at that moment. It asks once which of the two there are, and those that it
/// may still read are the same in both; the narrow ones therefore stay until all states are forgotten.
/// </remarks>
internal sealed class IntegerColumns<TState, TRule, TInteger, TIntegers>(
    Expression argument, TRule rule, TIntegers integers, Func<MergeableColumns<TState>> createWide) : AccumulatorColumns
    where TState : struct
    where TRule : struct, IStateRule<TState>
    where TInteger : struct
    where TIntegers : struct, IIntegerRule<TState, TInteger>
{
    private static readonly int[] Places = CreatePlaces();

    private readonly TRule _rule = rule;
    private readonly TIntegers _integers = integers;
    private GroupArray<TInteger> _states = new();
    private BsonType _type = BsonType.Missing;
    private long _load;
    private volatile MergeableColumns<TState>? _wide;
    private BsonValue _computed;

    public override long StateBytes =>
        ((long)_states.Capacity * Unsafe.SizeOf<TInteger>()) + (_wide?.StateBytes ?? 0);

    public override int? NumberSlot { get; } = argument.ValueSlot;

    public override bool TakesRuns => true;

    public override RunInput? RunInput { get; } = new(argument, RunInputKind.Number);

    public override bool CanForget => true;

    public override void EnsureGroups(int groupCount)
    {
        if (_wide is { } wide)
        {
            wide.EnsureGroups(groupCount);
        }
        else
        {
            _states.Ensure(groupCount);
        }
    }

    public override void Compute(EvaluationContext context)
    {
        if (_wide is { } wide)
        {
            wide.Compute(context);
        }
        else
        {
            _computed = argument.Evaluate(context);
        }
    }

    public override void Take(int group, EvaluationContext context)
    {
        if (_wide is { } wide)
        {
            wide.Take(group, context);
        }
        else
        {
            Take(group, _computed);
        }
    }

    public override void Add(int group, EvaluationContext context)
    {
        if (_wide is { } wide)
        {
            wide.Add(group, context);
        }
        else
        {
            Take(group, argument.Evaluate(context));
        }
    }

    public override void AddNumber(int group, BsonType type, long payload)
    {
        if (_wide is not null || !TryTake(group, type, payload))
        {
            Widen().AddNumber(group, type, payload);
        }
    }

    public override void AddRun(ReadOnlySpan<int> groups, int first, RunColumn? values, RunReader documents)
    {
        if (_wide is { } wide)
        {
            wide.AddRun(groups, first, values, documents);
            return;
        }

        var payloads = values!.Payloads.Slice(first, groups.Length);
        if (values.Type is not { } type || !BecomesType(type) || !_integers.Fits(payloads, ref _load))
        {
            AddOneByOne(groups, first, values, documents);
            return;
        }

        var states = _states;
        for (var i = 0; i < groups.Length; i++)
        {
            _integers.Take(ref states[groups[i]], payloads[i]);
        }
    }

    public override BsonValue Result(int group, EvaluationContext context) =>
        _wide?.Result(group, context) ?? _rule.Result(StateOf(group), context);

    public override BsonType Results(int first, Span<long> payloads, EvaluationContext context) =>
        _wide?.Results(first, payloads, context)
            ?? _integers.Results(_states.Slice(first, payloads.Length), _type, payloads);

    public override void Merge(int group, AccumulatorColumns other, int otherGroup) =>
        MergeRun([group], other, otherGroup);

    public override void MergeRun(ReadOnlySpan<int> groups, AccumulatorColumns other, int otherFirst)
    {
        var others = (IntegerColumns<TState, TRule, TInteger, TIntegers>)other;
        if (others._wide is { } wideOthers)
        {
            Widen().MergeRun(groups, wideOthers, otherFirst);
            return;
        }

        var states = others._states.Slice(otherFirst, groups.Length);
        if (_wide is null && (others._type == BsonType.Missing || BecomesType(others._type)) && Fit(states))
        {
            for (var i = 0; i < groups.Length; i++)
            {
                _integers.Merge(ref _states[groups[i]], states[i]);
            }

            return;
        }

        var wide = Widen();
        for (var i = 0; i < groups.Length; i++)
        {
            wide.Merge(groups[i], others.StateOf(otherFirst + i));
        }
    }

    public override void Snapshot(int group, ReadOnlySpan<byte> name, BsonWriter writer)
    {
        if (_wide is { } wide)
        {
            wide.Snapshot(group, name, writer);
        }
        else
        {
            _rule.Write(StateOf(group), name, writer);
        }
    }

    public override void SnapshotColumn(ReadOnlySpan<int> groups, BsonWriter writer)
    {
        if (_wide is { } wide)
        {
            wide.SnapshotColumn(groups, writer);
            return;
        }

        var states = ArrayPool<TState>.Shared.Rent(groups.Length);
        for (var i = 0; i < groups.Length; i++)
        {
            states[i] = StateOf(groups[i]);
        }

        if (!TRule.TryWrite(new GroupArray<TState>(states), Places.AsSpan(0, groups.Length), writer))
        {
            base.SnapshotColumn(groups, writer);
        }

        ArrayPool<TState>.Shared.Return(states, clearArray: true);
    }

    public override void Restore(int group, BsonValue state)
    {
        if (_wide is not null || !TryRestore(group, _rule.Read(state)))
        {
            Widen().Restore(group, state);
        }
    }

    public override void RestoreColumn(ReadOnlySpan<int> groups, in BsonValue column)
    {
        if (_wide is { } wide)
        {
            wide.RestoreColumn(groups, column);
            return;
        }

        var states = ArrayPool<TState>.Shared.Rent(groups.Length);
        if (!TRule.TryRead(column, new GroupArray<TState>(states), Places.AsSpan(0, groups.Length)))
        {
            base.RestoreColumn(groups, column);
        }
        else if (!TryRestore(groups, states))
        {
            Widen().RestoreColumn(groups, column);
        }

        ArrayPool<TState>.Shared.Return(states, clearArray: true);
    }

    public override void Forget(int group)
    {
        if (_wide is { } wide)
        {
            wide.Forget(group);
        }
        else
        {
            _states[group] = default;
        }
    }

    // What had to be wide once will have to be again.
    public override void Clear()
    {
        if (_wide is { } wide)
        {
            wide.Clear();
            _states = new GroupArray<TInteger>();
            return;
        }

        _states.Clear();
        _type = BsonType.Missing;
        _load = 0;
    }

    private TState StateOf(int group) => _integers.Widen(_states[group], _type);

    private MergeableColumns<TState> Widen()
    {
        if (_wide is { } known)
        {
            return known;
        }

        var wide = createWide();
        wide.EnsureGroups(_states.Count);
        for (var group = 0; group < _states.Count; group++)
        {
            wide.Merge(group, StateOf(group));
        }

        return _wide = wide;
    }

    private bool BecomesType(BsonType type)
    {
        if (_type == BsonType.Missing && type is BsonType.Int32 or BsonType.Int64)
        {
            _type = type;
        }

        return type == _type && type != BsonType.Missing;
    }

    private bool Fit(ReadOnlySpan<TInteger> states)
    {
        foreach (ref readonly var state in states)
        {
            if (!_integers.Fits(state, ref _load))
            {
                return false;
            }
        }

        return true;
    }

    private void Take(int group, in BsonValue value)
    {
        if (!TryTake(group, value.Type, value.Payload) && !_integers.Ignores(value))
        {
            Widen().Take(group, value);
        }
    }

    private bool TryTake(int group, BsonType type, long payload)
    {
        if (!BecomesType(type) || !_integers.Fits(new ReadOnlySpan<long>(in payload), ref _load))
        {
            return false;
        }

        _integers.Take(ref _states[group], payload);
        return true;
    }

    private void AddOneByOne(ReadOnlySpan<int> groups, int first, RunColumn values, RunReader documents)
    {
        for (var i = 0; i < groups.Length; i++)
        {
            var type = values.Type ?? values.Types[first + i];
            if (!(type is BsonType.Null or BsonType.Missing) && !TryTake(groups[i], type, values.Payloads[first + i]))
            {
                Widen().AddRun(groups[i..], first + i, values, documents);
                return;
            }
        }
    }

    private bool TryRestore(ReadOnlySpan<int> groups, TState[] states)
    {
        for (var i = 0; i < groups.Length; i++)
        {
            if (!TryRestore(groups[i], states[i]))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryRestore(int group, in TState state)
    {
        if (!_integers.TryNarrow(state, out var narrow, out var type)
            || (type != BsonType.Missing && !BecomesType(type))
            || !_integers.Fits(narrow, ref _load))
        {
            return false;
        }

        _states[group] = narrow;
        return true;
    }

    private static int[] CreatePlaces()
    {
        var places = new int[BsonColumn.RowsMax];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = i;
        }

        return places;
    }
}
