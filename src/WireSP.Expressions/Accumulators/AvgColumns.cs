using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>States of <c>$avg</c>: what is no number does not count.</summary>
internal sealed class AvgColumns(Expression argument) : StateColumns<AvgState>(argument)
{
    protected override void Take(ref AvgState state, in BsonValue value, EvaluationContext context) => state.Add(value);

    protected override BsonValue Result(in AvgState state, EvaluationContext context) => state.Result(context);

    protected override void Merge(ref AvgState state, in AvgState other)
    {
        state.Sum.Add(other.Sum);
        state.Count += other.Count;
    }

    protected override void Write(in AvgState state, ReadOnlySpan<byte> name, BsonWriter writer)
    {
        var start = writer.BeginDocument(name);
        writer.WriteInt64("n"u8, state.Count);
        state.Sum.Write("sum"u8, writer);
        writer.End(start);
    }

    protected override AvgState Read(BsonValue state) => new()
    {
        Count = state.AsDocument["n"].AsInt64,
        Sum = SumState.Read(state.AsDocument["sum"].AsDocument),
    };
}
