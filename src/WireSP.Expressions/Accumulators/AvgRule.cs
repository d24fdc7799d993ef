using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>How <c>$avg</c> keeps its state: what is no number does not count.</summary>
internal readonly struct AvgRule : IStateRule<AvgState>
{
    public static long KeptBytes(in AvgState state) => state.Sum.KeptBytes;

    public void Check(in BsonValue value)
    {
    }

    public void Take(ref AvgState state, in BsonValue value) => state.Add(value);

    public void Take(ref AvgState state, BsonType type, long payload)
    {
        state.Sum.Add(type, payload);
        state.Count++;
    }

    public BsonValue Result(in AvgState state, EvaluationContext context) => state.Result(context);

    public void Merge(ref AvgState state, in AvgState other)
    {
        state.Sum.Add(other.Sum);
        state.Count += other.Count;
    }

    public void Write(in AvgState state, ReadOnlySpan<byte> name, BsonWriter writer)
    {
        var start = writer.BeginDocument(name);
        writer.WriteInt64("n"u8, state.Count);
        state.Sum.Write("sum"u8, writer);
        writer.End(start);
    }

    public AvgState Read(BsonValue state) => new()
    {
        Count = state.AsDocument["n"].AsInt64,
        Sum = SumState.Read(state.AsDocument["sum"]),
    };
}
