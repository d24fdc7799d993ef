using System.Runtime.CompilerServices;
using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>How states are kept that are one of the values they saw; no value yet is the missing value.</summary>
internal readonly struct KeptValueRule<TRule>(TRule rule) : IStateRule<BsonValue>
    where TRule : struct, IKeptValueRule
{
    // Of those that are left to everybody.
    private const byte NoValueSubtype = 0xC0;

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref BsonValue state, BsonType type, long payload)
    {
        if (type == BsonType.Double || type != state.Type)
        {
            TakeOther(ref state, type, payload);
            return;
        }

        // Without a branch, which would be guessed wrong too often as long as a group is young.
        var kept = state.Payload;
        long isKept = (_rule.ReplacesInteger(kept, payload) ? 1 : 0) - 1;
        BsonValue.SetPayload(ref state, payload ^ ((payload ^ kept) & isKept));
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

    // A state is always one element, or those behind it would be taken for others.
    public void Write(in BsonValue state, ReadOnlySpan<byte> name, BsonWriter writer)
    {
        if (state.IsMissing)
        {
            writer.WriteHeader(BsonType.Binary, name);
            writer.WriteRawInt32(0);
            writer.WriteRaw([NoValueSubtype]);
            return;
        }

        writer.WriteValue(name, state);
    }

    public BsonValue Read(BsonValue state) =>
        state.Type == BsonType.Binary && state.BinarySubtype == NoValueSubtype && state.AsBinary.IsEmpty
            ? default
            : state.Copy();

    public static bool TryWrite(GroupArray<BsonValue> states, ReadOnlySpan<int> groups, BsonWriter writer)
    {
        var type = states[groups[0]].Type;
        if (type is not (BsonType.Int32 or BsonType.Int64 or BsonType.Double or BsonType.DateTime))
        {
            return false;
        }

        Span<long> payloads = stackalloc long[BsonColumn.RowsMax];
        for (var i = 0; i < groups.Length; i++)
        {
            ref var state = ref states[groups[i]];
            if (state.Type != type)
            {
                return false;
            }

            payloads[i] = state.Payload;
        }

        BsonColumn.WriteScalars(writer, type, payloads[..groups.Length]);
        return true;
    }

    private void TakeOther(ref BsonValue state, BsonType type, long payload)
    {
        var value = BsonValue.FromPayload(type, payload);
        if (_rule.Replaces(state, value))
        {
            state = value;
        }
    }
}
