using WireSP.Bson;
using WireSP.Expressions.Operators;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// States of <c>$count</c>, and of a <c>$sum</c> of the same int for every document: how many documents there were.
/// </summary>
internal class CountColumns(int step) : AccumulatorColumns
{
    private GroupArray<long> _counts = new();

    public sealed override long StateBytes => (long)_counts.Capacity * sizeof(long);

    public sealed override void EnsureGroups(int groupCount) => _counts.Ensure(groupCount);

    public override void Compute(EvaluationContext context)
    {
    }

    public override void Take(int group, EvaluationContext context) => _counts[group]++;

    public override void Add(int group, EvaluationContext context) => _counts[group]++;

    public override bool TakesRuns => true;

    public override void AddRun(ReadOnlySpan<int> groups, int first, RunColumn? values, RunReader documents)
    {
        var counts = _counts;
        foreach (var group in groups)
        {
            counts[group]++;
        }
    }

    public sealed override BsonValue Result(int group, EvaluationContext context) =>
        Numbers.Narrow(_counts[group] * step);

    public sealed override BsonType Results(int first, Span<long> payloads, EvaluationContext context)
    {
        var outside = 0L;
        for (var i = 0; i < payloads.Length; i++)
        {
            var result = _counts[first + i] * step;
            payloads[i] = result;
            outside |= result - (int)result;
        }

        return outside == 0 ? BsonType.Int32 : BsonType.Missing;
    }

    public sealed override void MergeRun(ReadOnlySpan<int> groups, AccumulatorColumns other, int otherFirst)
    {
        var (counts, from) = (_counts, ((CountColumns)other)._counts);
        for (var i = 0; i < groups.Length; i++)
        {
            counts[groups[i]] += from[otherFirst + i];
        }
    }

    public sealed override void Merge(int group, AccumulatorColumns other, int otherGroup) =>
        _counts[group] += ((CountColumns)other)._counts[otherGroup];

    public sealed override void Snapshot(int group, ReadOnlySpan<byte> name, BsonWriter writer) =>
        writer.WriteInt64(name, _counts[group]);

    public sealed override void Restore(int group, BsonValue state) => _counts[group] = state.AsInt64;

    public sealed override void SnapshotColumn(ReadOnlySpan<int> groups, BsonWriter writer)
    {
        Span<long> counts = stackalloc long[BsonColumn.RowsMax];
        counts = counts[..groups.Length];
        for (var i = 0; i < groups.Length; i++)
        {
            counts[i] = _counts[groups[i]];
        }

        BsonColumn.WriteScalars(writer, BsonType.Int64, counts);
    }

    public sealed override bool CanForget => true;

    public sealed override void Forget(int group) => _counts[group] = 0;

    public sealed override void Clear() => _counts.Clear();

    /// <summary>Counts some documents.</summary>
    protected void Count(int group, long documents) => _counts[group] += documents;

    /// <summary>Counts so many documents for each of some groups.</summary>
    protected void Count(ReadOnlySpan<int> groups, ReadOnlySpan<long> documents)
    {
        var counts = _counts;
        for (var i = 0; i < groups.Length; i++)
        {
            counts[groups[i]] += documents[i];
        }
    }
}
