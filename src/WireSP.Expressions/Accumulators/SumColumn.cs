using System.Runtime.CompilerServices;
using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// Gathers sums of one kind for a column: whole ones as their numbers, those of doubles as an array of two columns, of
/// what they come to and of what rounding took away.
/// </summary>
internal ref struct SumColumn(Span<long> sums, Span<long> rests)
{
    private readonly Span<long> _sums = sums;
    private readonly Span<long> _rests = rests;
    private BsonType _type;
    private int _count;

    /// <summary>Adds a sum; false when it is of another kind, or more than a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAdd(in SumState sum)
    {
        var type = sum.ColumnType;
        if (_count == 0)
        {
            _type = type;
        }

        if (type != _type || type == BsonType.Missing)
        {
            return false;
        }

        if (type == BsonType.Double)
        {
            _sums[_count] = BitConverter.DoubleToInt64Bits(sum.Doubles.High);
            _rests[_count] = BitConverter.DoubleToInt64Bits(sum.Doubles.Low);
        }
        else
        {
            _sums[_count] = sum.Integers;
        }

        _count++;
        return true;
    }

    /// <summary>Writes the column.</summary>
    public readonly void WriteTo(BsonWriter writer)
    {
        if (_type != BsonType.Double)
        {
            BsonColumn.WriteScalars(writer, _type, _sums[.._count]);
            return;
        }

        var start = writer.BeginArray([]);
        BsonColumn.WriteScalars(writer, BsonType.Double, _sums[.._count]);
        BsonColumn.WriteScalars(writer, BsonType.Double, _rests[.._count]);
        writer.End(start);
    }
}
