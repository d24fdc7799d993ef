using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// How <c>$stdDevPop</c> and <c>$stdDevSamp</c> keep their state: what is no number does not count.
/// </summary>
internal readonly struct DeviationRule(bool isSample) : IStateRule<DeviationState>
{
    public static long KeptBytes(in DeviationState state) => 0;

    public void Check(in BsonValue value)
    {
    }

    public void Take(ref DeviationState state, in BsonValue value) => state.Add(value);

    public void Take(ref DeviationState state, BsonType type, long payload) =>
        state.Add(type == BsonType.Double ? BitConverter.Int64BitsToDouble(payload) : payload);

    public BsonValue Result(in DeviationState state, EvaluationContext context) => state.Result(isSample);

    public void Merge(ref DeviationState state, in DeviationState other) => state.Add(other);

    public void Write(in DeviationState state, ReadOnlySpan<byte> name, BsonWriter writer)
    {
        var start = writer.BeginDocument(name);
        writer.WriteInt64("n"u8, state.Count);
        writer.WriteDouble("mean"u8, state.Mean);
        writer.WriteDouble("squares"u8, state.Squares);
        writer.End(start);
    }

    public DeviationState Read(BsonValue state) => new()
    {
        Count = state.AsDocument["n"].AsInt64,
        Mean = state.AsDocument["mean"].AsDouble,
        Squares = state.AsDocument["squares"].AsDouble,
    };
}
