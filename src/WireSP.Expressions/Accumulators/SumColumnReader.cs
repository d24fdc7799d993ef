using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>Reads a column that <see cref="SumColumn"/> wrote.</summary>
internal ref struct SumColumnReader
{
    private readonly bool _hasRests;
    private BsonColumnReader _sums;
    private BsonColumnReader _rests;

    /// <summary>Begins with the first row.</summary>
    /// <exception cref="BsonFormatException">It is no such column.</exception>
    public SumColumnReader(scoped in BsonValue column)
    {
        _hasRests = column.Type == BsonType.Array;
        if (!_hasRests)
        {
            _sums = new BsonColumnReader(column);
            return;
        }

        var both = column.AsArray.AsDocument.GetEnumerator();
        _ = both.MoveNext();
        _sums = new BsonColumnReader(both.Current.Value);
        _ = both.MoveNext();
        _rests = new BsonColumnReader(both.Current.Value);
    }

    /// <summary>The next row's sum.</summary>
    public SumState Next() => _hasRests
        ? SumState.OfDoubles(new CompensatedSum(_sums.Next().AsDouble, _rests.Next().AsDouble))
        : SumState.Read(_sums.Next());
}
