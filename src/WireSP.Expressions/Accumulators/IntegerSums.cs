using System.Runtime.CompilerServices;
using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>Sums of integers for <c>$sum</c>: twice the sum, and one more as soon as there is any.</summary>
internal readonly struct IntegerSums : IIntegerRule<SumState, long>
{
    public bool Fits(ReadOnlySpan<long> integers, ref long load) => IntegerLoad.TryAdd(integers, ref load);

    public bool Fits(in long state, ref long load) => IntegerLoad.TryAdd(state >> 1, ref load);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref long state, long integer) => state = (state + (integer << 1)) | 1;

    public void Merge(ref long state, in long other) => state = (state + (other & ~1)) | (other & 1);

    public bool Ignores(in BsonValue value) => !value.IsNumber;

    public SumState Widen(in long state, BsonType type) => state == 0 ? default : SumState.OfIntegers(type, state >> 1);

    public bool TryNarrow(in SumState state, out long narrow, out BsonType type)
    {
        var isNarrow = state.TryGetIntegers(out type, out var sum) && IntegerLoad.IsWithin(sum);
        narrow = type == BsonType.Missing ? 0 : (sum << 1) | 1;
        return isNarrow;
    }

    public BsonType Results(ReadOnlySpan<long> states, BsonType type, Span<long> payloads)
    {
        var seen = 1L;
        var outside = 0L;
        for (var i = 0; i < payloads.Length; i++)
        {
            var sum = states[i] >> 1;
            payloads[i] = sum;
            seen &= states[i];
            outside |= sum - (int)sum;
        }

        if (!states.ContainsAnyExcept(0))
        {
            return BsonType.Int32;
        }

        return seen != 0 && (type == BsonType.Int64 || outside == 0) ? type : BsonType.Missing;
    }
}
