using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>States of <c>$percentile</c> and <c>$median</c>: what is no number does not count.</summary>
internal sealed class PercentileColumns(Expression argument, double[] fractions, bool isScalar)
    : StateColumns<PercentileState>(argument)
{
    protected override void Take(ref PercentileState state, in BsonValue value, EvaluationContext context)
    {
        if (value.IsNumber)
        {
            var before = state.ArrayBytes;
            state.Add(Numbers.ToDouble(value));
            KeptBytes += state.ArrayBytes - before;
        }
    }

    protected override BsonValue Result(in PercentileState state, EvaluationContext context)
    {
        // The arrays are shared with the state and only sorted here, which changes no result.
        var copy = state;
        if (isScalar)
        {
            return copy.Percentile(fractions[0]);
        }

        var mark = context.Mark;
        foreach (var fraction in fractions)
        {
            context.Push(copy.Percentile(fraction));
        }

        return context.TakeArray(mark);
    }

    protected override void Merge(ref PercentileState state, in PercentileState other)
    {
        var before = state.ArrayBytes;
        state.Add(other);
        KeptBytes += state.ArrayBytes - before;
    }

    protected override void Write(in PercentileState state, ReadOnlySpan<byte> name, BsonWriter writer) =>
        state.Write(name, writer);

    protected override PercentileState Read(BsonValue state)
    {
        var restored = PercentileState.Read(state.AsDocument);
        KeptBytes += restored.ArrayBytes;
        return restored;
    }
}
