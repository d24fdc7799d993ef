using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>States of <c>$firstN</c>, <c>$topN</c> and their kin: for each group a list of bounded length.</summary>
internal sealed class RankedColumns(RankedArguments arguments) : AccumulatorColumns
{
    private GroupArray<RankedState> _states = new();
    private long _keptBytes;

    public override long StateBytes =>
        ((long)_states.Capacity * System.Runtime.CompilerServices.Unsafe.SizeOf<RankedState>()) + _keptBytes;

    public override void EnsureGroups(int groupCount) => _states.Ensure(groupCount);

    public override void Add(int group, EvaluationContext context)
    {
        var value = arguments.Output.Evaluate(context);
        if (arguments.SkipsNullish && value.IsNullish)
        {
            return;
        }

        var key = arguments.Keys is null ? value : arguments.Keys.Evaluate(context);
        var limit = _states[group].Limit;
        if (limit == 0)
        {
            limit = arguments.Limit is null ? 1 : ElementCount.Of(arguments.Name, arguments.Limit.Evaluate(context));
        }

        _states[group].Limit = limit;
        Take(ref _states[group], key, value);
    }

    public override BsonValue Result(int group, EvaluationContext context)
    {
        ref readonly var state = ref _states[group];
        if (arguments.Limit is null)
        {
            return state.Count == 0 || state[0].Value.IsMissing ? BsonValue.Null : state[0].Value;
        }

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
        _states[group].Limit = state.AsDocument["n"].AsInt32;
        foreach (var item in state.AsDocument["items"].AsArray)
        {
            Take(ref _states[group], item.AsArray[0], item.AsArray[1]);
        }
    }

    public override void Clear()
    {
        _states.Clear();
        _keptBytes = 0;
    }

    private static long SizeOf((BsonValue Key, BsonValue Value) item) => item.Key.Length + (long)item.Value.Length;

    private void Take(ref RankedState state, in BsonValue key, in BsonValue value)
    {
        var index = IndexOf(state, key);
        var keepsFirst = arguments.End is RankedEnd.First or RankedEnd.Top;
        if (state.IsFull && (keepsFirst ? index == state.Count : index == 0 && arguments.End == RankedEnd.Bottom))
        {
            return;
        }

        if (state.IsFull)
        {
            _keptBytes -= SizeOf(state[keepsFirst ? state.Count - 1 : 0]);
            RemoveOne(ref state, keepsFirst);
            index -= keepsFirst ? 0 : 1;
        }

        var bytes = state.ArrayBytes;
        state.Insert(index, key.Copy(), value.Copy());
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
