namespace WireSP.Expressions.Runs;

/// <summary>What several expressions want of the same documents: computed once for each.</summary>
internal sealed class SharedSource : RunSource
{
    private readonly RunSource _source;
    private readonly long[] _payloads = new long[RunReader.DocumentsMax];
    private readonly RunRows _filled = new();

    private SharedSource(RunSource source)
        : base(source.Type) => _source = source;

    public override bool FillsAll => _source.FillsAll;

    public override bool IsLoose => _source.IsLoose;

    /// <summary>The source that several share; itself where there is nothing to keep.</summary>
    public static RunSource? Of(RunSource? source) =>
        source is null or MatchSource or MatchCapturesSource || source.TryGetConstant(out _)
            ? source
            : new SharedSource(source);

    /// <summary>What is shared, where something is; else the source itself.</summary>
    public static RunSource Inner(RunSource source) => source is SharedSource shared ? shared._source : source;

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        Span<int> missing = stackalloc int[RunReader.DocumentsMax];
        missing = missing[.._filled.FindMissing(run, rows, missing)];
        var failed = missing.Length == 0 ? All : _source.Fill(run, missing, _payloads);
        _filled.Add(Before(missing, failed));
        foreach (var row in Before(rows, failed))
        {
            payloads[row] = _payloads[row];
        }

        return failed;
    }
}
