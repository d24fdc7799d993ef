using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>Columns whose state of one group is a struct, and whose documents contribute one value each.</summary>
internal abstract class StateColumns<TState>(Expression argument) : AccumulatorColumns
    where TState : struct
{
    private GroupArray<TState> _states = new();

    /// <summary>Bytes that states refer to outside the array.</summary>
    protected long KeptBytes { get; set; }

    public override long StateBytes =>
        ((long)_states.Capacity * System.Runtime.CompilerServices.Unsafe.SizeOf<TState>()) + KeptBytes;

    public override void EnsureGroups(int groupCount) => _states.Ensure(groupCount);

    public sealed override void Add(int group, EvaluationContext context)
    {
        var value = argument.Evaluate(context);
        Take(ref _states[group], value, context);
    }

    public sealed override BsonValue Result(int group, EvaluationContext context) => Result(_states[group], context);

    public sealed override void Merge(int group, AccumulatorColumns other, int otherGroup) =>
        Merge(ref _states[group], ((StateColumns<TState>)other)._states[otherGroup]);

    public sealed override void Snapshot(int group, ReadOnlySpan<byte> name, BsonWriter writer) =>
        Write(_states[group], name, writer);

    public sealed override void Restore(int group, BsonValue state) => _states[group] = Read(state);

    public override void Clear()
    {
        _states.Clear();
        KeptBytes = 0;
    }

    protected abstract void Take(ref TState state, in BsonValue value, EvaluationContext context);

    protected abstract BsonValue Result(in TState state, EvaluationContext context);

    protected abstract void Merge(ref TState state, in TState other);

    protected abstract void Write(in TState state, ReadOnlySpan<byte> name, BsonWriter writer);

    protected abstract TState Read(BsonValue state);
}
