using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>How <c>$sum</c> keeps its state: what is no number adds nothing.</summary>
internal readonly struct SumRule : IStateRule<SumState>
{
    public static long KeptBytes(in SumState state) => state.KeptBytes;

    public void Check(in BsonValue value)
    {
    }

    public void Take(ref SumState state, in BsonValue value) => state.AddIfNumber(value);

    public void Take(ref SumState state, BsonType type, long payload) => state.Add(type, payload);

    public BsonValue Result(in SumState state, EvaluationContext context) => state.Result(context);

    public void Merge(ref SumState state, in SumState other) => state.Add(other);

    public void Write(in SumState state, ReadOnlySpan<byte> name, BsonWriter writer) => state.Write(name, writer);

    public SumState Read(BsonValue state) => SumState.Read(state);
}
