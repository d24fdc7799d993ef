using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// States of <c>$count</c>, and of a <c>$sum</c> of the same int for every document: how many documents there were.
/// </summary>
internal sealed class CountColumns(int step) : AccumulatorColumns
{
    private GroupArray<long> _counts = new();

    public override long StateBytes => (long)_counts.Capacity * sizeof(long);

    public override void EnsureGroups(int groupCount) => _counts.Ensure(groupCount);

    public override void Compute(EvaluationContext context)
    {
    }

    public override void Take(int group, EvaluationContext context) => _counts[group]++;

    public override void Add(int group, EvaluationContext context) => _counts[group]++;

    public override BsonValue Result(int group, EvaluationContext context) => Numbers.Narrow(_counts[group] * step);

    public override void Merge(int group, AccumulatorColumns other, int otherGroup) =>
        _counts[group] += ((CountColumns)other)._counts[otherGroup];

    public override void Snapshot(int group, ReadOnlySpan<byte> name, BsonWriter writer) =>
        writer.WriteInt64(name, _counts[group]);

    public override AccumulatorColumns Freeze() => new CountColumns(step) { _counts = _counts.Copy() };

    public override void Restore(int group, BsonValue state) => _counts[group] = state.AsInt64;

    public override void Clear() => _counts.Clear();
}
