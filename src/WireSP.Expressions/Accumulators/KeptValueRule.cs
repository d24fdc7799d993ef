using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>How states are kept that are one of the values they saw; no value yet is the missing value.</summary>
internal readonly struct KeptValueRule<TRule>(TRule rule) : IStateRule<BsonValue>
    where TRule : struct, IKeptValueRule
{
    private readonly TRule _rule = rule;

    public static long KeptBytes(in BsonValue state) => KeptValue.Bytes(state);

    public void Check(in BsonValue value)
    {
    }

    public void Take(ref BsonValue state, in BsonValue value)
    {
        if (_rule.Replaces(state, value))
        {
            KeptValue.Replace(ref state, value);
        }
    }

    public void Take(ref BsonValue state, BsonType type, long payload)
    {
        // Nearly all values leave the one that is kept.
        if (type != BsonType.Double && Numbers.IsInteger(state) && !_rule.ReplacesInteger(state.Payload, payload))
        {
            return;
        }

        var value = BsonValue.FromPayload(type, payload);
        if (_rule.Replaces(state, value))
        {
            state = value;
        }
    }

    public BsonValue Result(in BsonValue state, EvaluationContext context) =>
        state.IsMissing ? BsonValue.Null : state;

    public void Merge(ref BsonValue state, in BsonValue other)
    {
        if (!other.IsMissing && _rule.Replaces(state, other))
        {
            KeptValue.Replace(ref state, other);
        }
    }

    public void Write(in BsonValue state, ReadOnlySpan<byte> name, BsonWriter writer) =>
        writer.WriteValue(name, state);

    public BsonValue Read(BsonValue state) => state.Copy();
}
