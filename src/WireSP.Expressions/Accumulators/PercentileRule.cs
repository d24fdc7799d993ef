using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// How <c>$percentile</c> and <c>$median</c> keep their state: what is no number does not count.
/// </summary>
internal readonly struct PercentileRule(double[] fractions, bool isScalar) : IStateRule<PercentileState>
{
    public static long KeptBytes(in PercentileState state) => state.ArrayBytes;

    public void Check(in BsonValue value)
    {
    }

    public void Take(ref PercentileState state, in BsonValue value)
    {
        if (value.IsNumber)
        {
            state.Add(Numbers.ToDouble(value));
        }
    }

    public void Take(ref PercentileState state, BsonType type, long payload) =>
        state.Add(type == BsonType.Double ? BitConverter.Int64BitsToDouble(payload) : payload);

    public BsonValue Result(in PercentileState state, EvaluationContext context)
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

    public void Merge(ref PercentileState state, in PercentileState other) => state.Add(other);

    public void Write(in PercentileState state, ReadOnlySpan<byte> name, BsonWriter writer) =>
        state.Write(name, writer);

    public PercentileState Read(BsonValue state) => PercentileState.Read(state.AsDocument);
}
