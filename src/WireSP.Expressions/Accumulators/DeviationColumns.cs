using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>States of <c>$stdDevPop</c> and <c>$stdDevSamp</c>: what is no number does not count.</summary>
internal sealed class DeviationColumns(Expression argument, bool isSample) : StateColumns<DeviationState>(argument)
{
    protected override void Take(ref DeviationState state, in BsonValue value, EvaluationContext context) =>
        state.Add(value);

    protected override BsonValue Result(in DeviationState state, EvaluationContext context) => state.Result(isSample);

    protected override void Merge(ref DeviationState state, in DeviationState other) => state.Add(other);

    protected override void Write(in DeviationState state, ReadOnlySpan<byte> name, BsonWriter writer)
    {
        var start = writer.BeginDocument(name);
        writer.WriteInt64("n"u8, state.Count);
        writer.WriteDouble("mean"u8, state.Mean);
        writer.WriteDouble("squares"u8, state.Squares);
        writer.End(start);
    }

    protected override DeviationState Read(BsonValue state) => new()
    {
        Count = state.AsDocument["n"].AsInt64,
        Mean = state.AsDocument["mean"].AsDouble,
        Squares = state.AsDocument["squares"].AsDouble,
    };
}
