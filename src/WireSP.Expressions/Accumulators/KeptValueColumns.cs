using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>States that keep one of the values they saw; no value yet is the missing value.</summary>
internal abstract class KeptValueColumns(Expression argument) : StateColumns<BsonValue>(argument)
{
    /// <summary>Whether a value takes the place of the one kept, which may be missing.</summary>
    protected abstract bool Replaces(in BsonValue kept, in BsonValue value);

    protected sealed override void Take(ref BsonValue state, in BsonValue value, EvaluationContext context)
    {
        if (Replaces(state, value))
        {
            Keep(ref state, value);
        }
    }

    protected sealed override BsonValue Result(in BsonValue state, EvaluationContext context) =>
        state.IsMissing ? BsonValue.Null : state;

    protected sealed override void Merge(ref BsonValue state, in BsonValue other)
    {
        if (!other.IsMissing && Replaces(state, other))
        {
            Keep(ref state, other);
        }
    }

    protected sealed override void Write(in BsonValue state, ReadOnlySpan<byte> name, BsonWriter writer) =>
        writer.WriteValue(name, state);

    protected sealed override BsonValue Read(BsonValue state)
    {
        KeptBytes += SizeOf(state);
        return state.Copy();
    }

    private static long SizeOf(in BsonValue value) => value.Buffer is null ? 0 : value.Length;

    private void Keep(ref BsonValue state, in BsonValue value)
    {
        KeptBytes += SizeOf(value) - SizeOf(state);
        state = value.IsMissing ? BsonValue.Null : value.Copy();
    }
}
