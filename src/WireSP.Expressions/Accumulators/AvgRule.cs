using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>How <c>$avg</c> keeps its state: what is no number does not count.</summary>
internal readonly struct AvgRule : IStateRule<AvgState>
{
    public static long KeptBytes(in AvgState state) => state.Sum.KeptBytes;

    public void Check(in BsonValue value)
    {
    }

    public void Take(ref AvgState state, in BsonValue value) => state.Add(value);

    public void Take(ref AvgState state, BsonType type, long payload)
    {
        state.Sum.Add(type, payload);
        state.Count++;
    }

    public BsonValue Result(in AvgState state, EvaluationContext context) => state.Result(context);

    public void Merge(ref AvgState state, in AvgState other)
    {
        state.Sum.Add(other.Sum);
        state.Count += other.Count;
    }

    public void Write(in AvgState state, ReadOnlySpan<byte> name, BsonWriter writer)
    {
        var start = writer.BeginDocument(name);
        writer.WriteInt64("n"u8, state.Count);
        state.Sum.Write("sum"u8, writer);
        writer.End(start);
    }

    public AvgState Read(BsonValue state) => new()
    {
        Count = state.AsDocument["n"].AsInt64,
        Sum = SumState.Read(state.AsDocument["sum"]),
    };

    // An array of two columns: how many numbers, and their sums.
    public static bool TryWrite(GroupArray<AvgState> states, ReadOnlySpan<int> groups, BsonWriter writer)
    {
        Span<long> counts = stackalloc long[BsonColumn.RowsMax];
        var sums = new SumColumn(stackalloc long[BsonColumn.RowsMax], stackalloc long[BsonColumn.RowsMax]);
        for (var i = 0; i < groups.Length; i++)
        {
            ref var state = ref states[groups[i]];
            counts[i] = state.Count;
            if (!sums.TryAdd(state.Sum))
            {
                return false;
            }
        }

        var start = writer.BeginArray([]);
        BsonColumn.WriteScalars(writer, BsonType.Int64, counts[..groups.Length]);
        sums.WriteTo(writer);
        writer.End(start);
        return true;
    }

    public static bool TryRead(in BsonValue column, GroupArray<AvgState> states, ReadOnlySpan<int> groups)
    {
        if (column.Type != BsonType.Array)
        {
            return false;
        }

        var both = column.AsArray.AsDocument.GetEnumerator();
        _ = both.MoveNext();
        var counts = new BsonColumnReader(both.Current.Value);
        _ = both.MoveNext();
        var sums = new SumColumnReader(both.Current.Value);
        foreach (var group in groups)
        {
            states[group] = new AvgState { Count = counts.Next().AsInt64, Sum = sums.Next() };
        }

        return true;
    }
}
