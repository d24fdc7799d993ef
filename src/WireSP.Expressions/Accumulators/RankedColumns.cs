using WireSP.Bson;
using WireSP.Expressions.Nodes;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>States of <c>$firstN</c>, <c>$topN</c> and their kin: for each group a list of bounded length.</summary>
internal sealed class RankedColumns(RankedArguments arguments) : AccumulatorColumns
{
    private GroupArray<RankedState> _states = new();
    private readonly int _constantLimit = arguments.Limit is Constant constant
        ? ElementCount.Of(arguments.Name, constant.Value)
        : 0;

    private long _keptBytes;
    private BsonValue _computedKey;
    private BsonValue _computed;
    private int _computedLimit;

    public override long StateBytes =>
        ((long)_states.Capacity * System.Runtime.CompilerServices.Unsafe.SizeOf<RankedState>()) + _keptBytes;

    public override void EnsureGroups(int groupCount) => _states.Ensure(groupCount);

    /// <summary>The plan that makes such columns.</summary>
    public static ColumnsPlan Plan(RankedArguments arguments) =>
        new(() => new RankedColumns(arguments), arguments.CanFail);

    public override void Compute(EvaluationContext context)
    {
        _computed = arguments.Output.Evaluate(context);
        _computedKey = arguments.Keys?.Evaluate(context) ?? _computed;
        if (_computedKey.IsMissing && arguments.Keys is not null)
        {
            _computedKey = BsonValue.Null;
        }

        _computedLimit = _constantLimit > 0
            ? _constantLimit
            : ElementCount.Of(arguments.Name, arguments.Limit!.Evaluate(context));
    }

    public override void Take(int group, EvaluationContext context)
    {
        if (arguments.SkipsNullish && _computed.IsNullish)
        {
            return;
        }

        ref var state = ref _states[group];
        state.Limit = state.Limit == 0 ? _computedLimit : state.Limit;
        Take(ref state, _computedKey, _computed);
    }

    public override BsonValue Result(int group, EvaluationContext context)
    {
        ref readonly var state = ref _states[group];
        var mark = context.Mark;
        for (var i = 0; i < state.Count; i++)
        {
            context.Push(state[i].Value);
        }

        return context.TakeArray(mark);
    }

    public override void Merge(int group, AccumulatorColumns other, int otherGroup)
    {
        ref readonly var source = ref ((RankedColumns)other)._states[otherGroup];
        ref var state = ref _states[group];
        state.Limit = state.Limit == 0 ? source.Limit : state.Limit;
        for (var i = 0; i < source.Count; i++)
        {
            Take(ref state, source[i].Key, source[i].Value);
        }
    }

    public override void Snapshot(int group, ReadOnlySpan<byte> name, BsonWriter writer)
    {
        ref readonly var state = ref _states[group];
        var start = writer.BeginDocument(name);
        writer.WriteInt32("n"u8, state.Limit);
        var items = writer.BeginArray("items"u8);
        for (var i = 0; i < state.Count; i++)
        {
            var item = writer.BeginArray([(byte)'i']);
            writer.WriteValue(0, state[i].Key);
            writer.WriteValue(1, state[i].Value);
            writer.End(item);
        }

        writer.End(items);
        writer.End(start);
    }

    public override void Restore(int group, BsonValue state)
    {
        Forget(group);
        _states[group] = new RankedState { Limit = state.AsDocument["n"].AsInt32 };
        foreach (var item in state.AsDocument["items"].AsArray)
        {
            Take(ref _states[group], item.AsArray[0], item.AsArray[1]);
        }
    }

    public override bool CanForget => true;

    public override void Forget(int group)
    {
        ref var state = ref _states[group];
        for (var i = 0; i < state.Count; i++)
        {
            _keptBytes -= SizeOf(state[i]);
        }

        _keptBytes -= state.ArrayBytes;
        state = default;
    }

    public override void Clear()
    {
        _states.Clear();
        _keptBytes = 0;
    }

    private static long SizeOf((BsonValue Key, BsonValue Value) item) =>
        KeptValue.Bytes(item.Key) + KeptValue.Bytes(item.Value);

    private void Take(ref RankedState state, in BsonValue key, in BsonValue value)
    {
        var index = IndexOf(state, key);
        var keepsFirst = arguments.End is RankedEnd.First or RankedEnd.Top;
        if (state.IsFull && (keepsFirst ? index == state.Count : index == 0 && arguments.End == RankedEnd.Bottom))
        {
            return;
        }

        (BsonValue Key, BsonValue Value) dropped = default;
        if (state.IsFull)
        {
            dropped = state[keepsFirst ? state.Count - 1 : 0];
            _keptBytes -= SizeOf(dropped);
            RemoveOne(ref state, keepsFirst);
            index -= keepsFirst ? 0 : 1;
        }

        var bytes = state.ArrayBytes;
        state.Insert(index, key.CopyOver(dropped.Key), value.CopyOver(dropped.Value));
        _keptBytes += SizeOf(state[index]) + state.ArrayBytes - bytes;
    }

    private static void RemoveOne(ref RankedState state, bool fromEnd)
    {
        if (fromEnd)
        {
            state.RemoveLast();
        }
        else
        {
            state.RemoveFirst();
        }
    }

    // Behind all items that sort before the key or equal to it, so that equals keep their order of arrival.
    private int IndexOf(in RankedState state, in BsonValue key)
    {
        if (arguments.End is RankedEnd.First or RankedEnd.Last)
        {
            return state.Count;
        }

        var low = 0;
        var high = state.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            var order = arguments.Order is null
                ? Order.Compare(state[middle].Key, key) * arguments.Sign
                : arguments.Order.Compare(state[middle].Key, key);
            (low, high) = order <= 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
