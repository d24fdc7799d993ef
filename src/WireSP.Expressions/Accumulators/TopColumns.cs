using System.Runtime.CompilerServices;
using WireSP.Bson;
using WireSP.Expressions.Nodes;
using WireSP.Expressions.Operators;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// States of <c>$top</c> and <c>$bottom</c>: for each group the output of one document, which is made and copied only
/// when the document takes the place of another.
/// </summary>
internal sealed class TopColumns<TKey>(RankedArguments arguments, TKey key) : AccumulatorColumns
    where TKey : struct, IOperand
{
    private readonly TKey _key = key;
    private readonly Expression _output = arguments.Output;
    private readonly bool _outputCanFail = arguments.Output.CanFail;
    private readonly bool _isTop = arguments.End == RankedEnd.Top;
    private readonly SortOrder? _order = arguments.Order;
    private readonly int _sign = arguments.Sign;
    private GroupArray<Best> _states = new();
    private long _keptBytes;
    private BsonValue _computedKey;
    private BsonValue _computed;

    public override long StateBytes => ((long)_states.Capacity * Unsafe.SizeOf<Best>()) + _keptBytes;

    public override void EnsureGroups(int groupCount) => _states.Ensure(groupCount);

    public override void Compute(EvaluationContext context)
    {
        _computedKey = KeyOf(context);
        if (_outputCanFail)
        {
            _computed = _output.Evaluate(context);
        }
    }

    public override void Take(int group, EvaluationContext context)
    {
        ref var best = ref _states[group];
        if (Replaces(best.Key, _computedKey))
        {
            Keep(ref best, _computedKey, _outputCanFail ? _computed : _output.Evaluate(context));
        }
    }

    public override void Add(int group, EvaluationContext context)
    {
        if (_outputCanFail)
        {
            base.Add(group, context);
            return;
        }

        ref var best = ref _states[group];
        if (IsBehind(best.Key, context))
        {
            return;
        }

        var key = KeyOf(context);
        if (Replaces(best.Key, key))
        {
            Keep(ref best, key, _output.Evaluate(context));
        }
    }

    public override bool TakesRuns => !_outputCanFail && _order is null;

    public override RunInput? RunInput { get; } = new(arguments.Keys!, RunInputKind.Number);

    public override void AddRun(ReadOnlySpan<int> groups, int first, RunColumn? values, RunReader documents)
    {
        var areIntegers = values!.Type is BsonType.Int64 or BsonType.Int32;
        var keys = values.Payloads.Slice(first, groups.Length);
        for (var i = 0; i < groups.Length; i++)
        {
            ref readonly var kept = ref _states[groups[i]].Key;
            if (!areIntegers || !Numbers.IsInteger(kept) || Passes(keys[i].CompareTo(kept.Payload) * _sign))
            {
                Add(groups[i], documents.TurnTo(first + i));
            }
        }
    }

    public override BsonValue Result(int group, EvaluationContext context)
    {
        var value = _states[group].Value;
        return value.IsMissing ? BsonValue.Null : value;
    }

    public override void Merge(int group, AccumulatorColumns other, int otherGroup)
    {
        ref readonly var source = ref ((TopColumns<TKey>)other)._states[otherGroup];
        ref var best = ref _states[group];
        if (!source.Key.IsMissing && Replaces(best.Key, source.Key))
        {
            Keep(ref best, source.Key, source.Value);
        }
    }

    public override void Snapshot(int group, ReadOnlySpan<byte> name, BsonWriter writer)
    {
        var start = writer.BeginDocument(name);
        if (!_states[group].Key.IsMissing)
        {
            writer.WriteValue("key"u8, _states[group].Key);
            writer.WriteValue("value"u8, _states[group].Value);
        }

        writer.End(start);
    }

    public override void Restore(int group, BsonValue state)
    {
        if (!state.AsDocument.IsEmpty)
        {
            Keep(ref _states[group], state.AsDocument["key"], state.AsDocument["value"]);
        }
    }

    public override bool CanForget => true;

    public override void Forget(int group)
    {
        ref var best = ref _states[group];
        _keptBytes -= KeptValue.Bytes(best.Key) + KeptValue.Bytes(best.Value);
        best = default;
    }

    public override void Clear()
    {
        _states.Clear();
        _keptBytes = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private BsonValue KeyOf(EvaluationContext context)
    {
        var found = _key.Read(context);
        return found.IsMissing ? BsonValue.Null : found;
    }

    // Of equals the first one is at the top and the last one at the bottom. No key yet is the missing value.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Replaces(in BsonValue kept, in BsonValue candidate)
    {
        if (kept.IsMissing)
        {
            return true;
        }

        return Passes(
            _order is null ? Order.Compare(candidate, kept) * _sign : _order.Compare(candidate, kept));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Passes(int order) => _isTop ? order < 0 : order >= 0;

    // Whether the document's key is an integer that leaves the one kept, as nearly all do.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsBehind(in BsonValue kept, EvaluationContext context) =>
        _order is null && Numbers.IsInteger(kept) && _key.TryReadInteger(context, out var integer)
            && !Passes(integer.CompareTo(kept.Payload) * _sign);

    private void Keep(ref Best best, in BsonValue key, in BsonValue value)
    {
        _keptBytes -= KeptValue.Bytes(best.Key) + KeptValue.Bytes(best.Value);
        KeptValue.Replace(ref best.Key, key);
        KeptValue.Replace(ref best.Value, value);
        _keptBytes += KeptValue.Bytes(best.Key) + KeptValue.Bytes(best.Value);
    }

    private struct Best
    {
        public BsonValue Key;
        public BsonValue Value;
    }
}
