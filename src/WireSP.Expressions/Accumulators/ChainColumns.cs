using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>States that are a list of values for each group, in the order of arrival.</summary>
internal abstract class ChainColumns(Expression argument) : AccumulatorColumns
{
    private readonly ValueLog _log = new();
    private GroupArray<ValueChain> _chains = new();
    private BsonValue _computed;

    public override long StateBytes =>
        _log.Bytes + ((long)_chains.Capacity * System.Runtime.CompilerServices.Unsafe.SizeOf<ValueChain>());

    public sealed override void EnsureGroups(int groupCount) => _chains.Ensure(groupCount);

    public sealed override void Compute(EvaluationContext context)
    {
        _computed = argument.Evaluate(context);
        Check(_computed);
    }

    public sealed override void Take(int group, EvaluationContext context) => Take(group, _computed);

    public sealed override BsonValue Result(int group, EvaluationContext context)
    {
        var mark = context.Mark;
        for (var position = _chains[group].First; position != 0;)
        {
            context.Push(_log.Read(position, out position));
        }

        return context.TakeArray(mark);
    }

    public sealed override void Merge(int group, AccumulatorColumns other, int otherGroup)
    {
        var columns = (ChainColumns)other;
        for (var position = columns._chains[otherGroup].First; position != 0;)
        {
            Keep(group, columns._log.Read(position, out position));
        }
    }

    public sealed override void Snapshot(int group, ReadOnlySpan<byte> name, BsonWriter writer)
    {
        var start = writer.BeginArray(name);
        var index = 0;
        for (var position = _chains[group].First; position != 0;)
        {
            writer.WriteValue(index++, _log.Read(position, out position));
        }

        writer.End(start);
    }

    public sealed override void Restore(int group, BsonValue state)
    {
        // Lists only grow: what an earlier snapshot brought is their beginning.
        var known = _chains[group].Count;
        foreach (var value in state.AsArray)
        {
            if (known-- <= 0)
            {
                Keep(group, value);
            }
        }
    }

    public override void Clear()
    {
        _log.Clear();
        _chains.Clear();
    }

    /// <summary>Checks the argument's value for one document.</summary>
    /// <exception cref="EvaluationException">The accumulator does not take such values.</exception>
    protected virtual void Check(in BsonValue value)
    {
    }

    /// <summary>Takes the argument's value for one document.</summary>
    protected abstract void Take(int group, in BsonValue value);

    /// <summary>Takes one value of the list; also of another list that is merged in.</summary>
    protected virtual void Keep(int group, in BsonValue value) => Append(group, value);

    /// <summary>Puts a value at the end of a group's list.</summary>
    /// <returns>Its position.</returns>
    protected long Append(int group, in BsonValue value)
    {
        ref var chain = ref _chains[group];
        var position = _log.Append(value);
        if (chain.Last == 0)
        {
            chain.First = position;
        }
        else
        {
            _log.Link(chain.Last, position);
        }

        chain.Last = position;
        chain.Count++;
        return position;
    }

    /// <summary>The value at a position.</summary>
    protected BsonValue ValueAt(long position) => _log.Read(position, out _);
}
