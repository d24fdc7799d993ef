using System.Runtime.CompilerServices;
using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>Averages of integers for <c>$avg</c>.</summary>
internal readonly struct IntegerAverages : IIntegerRule<AvgState, IntegerAverage>
{
    public bool Fits(ReadOnlySpan<long> integers, ref long load) => IntegerLoad.TryAdd(integers, ref load);

    public bool Fits(in IntegerAverage state, ref long load) => IntegerLoad.TryAdd(state.Sum, ref load);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref IntegerAverage state, long integer)
    {
        state.Sum += integer;
        state.Count++;
    }

    public void Merge(ref IntegerAverage state, in IntegerAverage other)
    {
        state.Sum += other.Sum;
        state.Count += other.Count;
    }

    public bool Ignores(in BsonValue value) => !value.IsNumber;

    public AvgState Widen(in IntegerAverage state, BsonType type) => state.Count == 0
        ? default
        : new AvgState { Sum = SumState.OfIntegers(type, state.Sum), Count = state.Count };

    public bool TryNarrow(in AvgState state, out IntegerAverage narrow, out BsonType type)
    {
        var isNarrow = state.Sum.TryGetIntegers(out type, out var sum);
        narrow = new IntegerAverage { Sum = sum, Count = state.Count };
        return isNarrow;
    }

    public BsonType Results(ReadOnlySpan<IntegerAverage> states, BsonType type, Span<long> payloads)
    {
        var emptyCount = 0;
        for (var i = 0; i < payloads.Length; i++)
        {
            ref readonly var state = ref states[i];
            emptyCount += state.Count == 0 ? 1 : 0;
            payloads[i] = BitConverter.DoubleToInt64Bits((double)state.Sum / state.Count);
        }

        return IntegerResults.TypeOf(emptyCount, BsonType.Double, payloads);
    }
}
