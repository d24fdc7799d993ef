using System.Runtime.CompilerServices;
using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>How <c>$sum</c> keeps its state: what is no number adds nothing.</summary>
internal readonly struct SumRule : IStateRule<SumState>
{
    public static long KeptBytes(in SumState state) => state.KeptBytes;

    public void Check(in BsonValue value)
    {
    }

    public void Take(ref SumState state, in BsonValue value) => state.AddIfNumber(value);

    public void Take(ref SumState state, BsonType type, long payload) => state.Add(type, payload);

    public BsonValue Result(in SumState state, EvaluationContext context) => state.Result(context);

    public void Merge(ref SumState state, in SumState other) => state.Add(other);

    public void Write(in SumState state, ReadOnlySpan<byte> name, BsonWriter writer) => state.Write(name, writer);

    public SumState Read(BsonValue state) => SumState.Read(state);

    public static bool TryWrite(GroupArray<SumState> states, ReadOnlySpan<int> groups, BsonWriter writer)
    {
        var column = new SumColumn(stackalloc long[BsonColumn.RowsMax], stackalloc long[BsonColumn.RowsMax]);
        foreach (var group in groups)
        {
            if (!column.TryAdd(states[group]))
            {
                return false;
            }
        }

        column.WriteTo(writer);
        return true;
    }

    // At once optimised, as the reader of columns is.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryRead(in BsonValue column, GroupArray<SumState> states, ReadOnlySpan<int> groups)
    {
        if (column.Type == BsonType.Document)
        {
            return false;
        }

        var sums = new SumColumnReader(column);
        foreach (var group in groups)
        {
            states[group] = sums.Next();
        }

        return true;
    }
}
