using System.Runtime.CompilerServices;
using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// The least (sign -1) and the greatest (sign 1) of integers, for <c>$min</c> and <c>$max</c>: the one that is left has
/// the greater key, and none has the key of a state that has seen nothing.
/// </summary>
internal readonly struct IntegerExtremes(int sign) : IIntegerRule<BsonValue, ulong>
{
    private readonly ulong _mask = sign > 0 ? 1UL << 63 : long.MaxValue;

    private long Keyless => (long)_mask;

    public bool Fits(ReadOnlySpan<long> integers, ref long load) =>
        IntegerLoad.MagnitudeBits(integers) != long.MaxValue || !integers.Contains(Keyless);

    public bool Fits(in ulong state, ref long load) => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref ulong state, long integer) => state = Math.Max(state, (ulong)integer ^ _mask);

    public void Merge(ref ulong state, in ulong other) => state = Math.Max(state, other);

    public bool Ignores(in BsonValue value) => value.IsNullish;

    public BsonValue Widen(in ulong state, BsonType type) =>
        state == 0 ? default : BsonValue.FromPayload(type, (long)(state ^ _mask));

    public bool TryNarrow(in BsonValue state, out ulong narrow, out BsonType type)
    {
        type = state.Type;
        var isInteger = type is BsonType.Int32 or BsonType.Int64;
        narrow = isInteger ? (ulong)state.Payload ^ _mask : 0;
        return type == BsonType.Missing || (isInteger && narrow != 0);
    }

    public BsonType Results(ReadOnlySpan<ulong> states, BsonType type, Span<long> payloads)
    {
        var emptyCount = 0;
        for (var i = 0; i < payloads.Length; i++)
        {
            emptyCount += states[i] == 0 ? 1 : 0;
            payloads[i] = (long)(states[i] ^ _mask);
        }

        return IntegerResults.TypeOf(emptyCount, type, payloads);
    }
}
