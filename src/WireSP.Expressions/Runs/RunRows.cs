namespace WireSP.Expressions.Runs;

/// <summary>The rows of the present run for which something has been computed; forgotten with the next run.</summary>
internal sealed class RunRows
{
    private DocumentRun? _run;
    private long _number;

    // A bit each, for which a run is small enough.
    private ulong _rows;

    /// <summary>Finds those of some rows for which nothing has been computed.</summary>
    /// <returns>How many there are.</returns>
    public int FindMissing(DocumentRun run, ReadOnlySpan<int> rows, Span<int> missing)
    {
        if (_number != run.Number || !ReferenceEquals(_run, run))
        {
            _run = run;
            _number = run.Number;
            _rows = 0;
        }

        var count = 0;
        foreach (var row in rows)
        {
            missing[count] = row;
            count += (int)(~_rows >> row & 1);
        }

        return count;
    }

    /// <summary>Notes that something has been computed for rows.</summary>
    public void Add(ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            _rows |= 1UL << row;
        }
    }
}
