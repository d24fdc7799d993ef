using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>States of <c>$sum</c>: what is no number adds nothing.</summary>
internal sealed class SumColumns(Expression argument) : StateColumns<SumState>(argument)
{
    protected override void Take(ref SumState state, in BsonValue value, EvaluationContext context)
    {
        if (value.IsNumber)
        {
            state.Add(value);
        }
    }

    protected override BsonValue Result(in SumState state, EvaluationContext context) => state.Result(context);

    protected override void Merge(ref SumState state, in SumState other) => state.Add(other);

    protected override void Write(in SumState state, ReadOnlySpan<byte> name, BsonWriter writer) =>
        state.Write(name, writer);

    protected override SumState Read(BsonValue state) => SumState.Read(state.AsDocument);
}
