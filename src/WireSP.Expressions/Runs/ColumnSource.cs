using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>What another source has already put into a column.</summary>
internal sealed class ColumnSource : RunSource
{
    private readonly long[] _column;
    private readonly bool _isLoose;

    /// <summary>The source of a column.</summary>
    /// <param name="type">The type of its values, which are no texts.</param>
    /// <param name="column">Their bits.</param>
    public ColumnSource(BsonType type, long[] column)
        : base(type) => _column = column;

    private ColumnSource(RunSource source, long[] column)
        : base(source.Type)
    {
        _column = column;
        _isLoose = source.IsLoose;
    }

    public override bool IsLoose => _isLoose;

    /// <summary>The source of a column's values; the one that fills it, where that is as good.</summary>
    public static RunSource Of(RunSource source, long[] column) =>
        source.TryGetConstant(out _) ? source : new ColumnSource(source, column);

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        foreach (var row in rows)
        {
            payloads[row] = _column[row];
        }

        return All;
    }
}
