using WireSP.Benchmarks.Documents;
using WireSP.Benchmarks.Engine;
using WireSP.Benchmarks.Measuring;

namespace WireSP.Benchmarks;

/// <summary>
/// Measures queries against the loops written by hand, after both have been seen to write the same bytes.
/// </summary>
internal sealed class QuerySuite(Effort effort)
{
    // Of the largest set, change events in the full form, a copy takes 160 MB.
    private const int OutputBytes = 256 * 1024 * 1024;

    private readonly byte[] _engineOutput = new byte[OutputBytes];
    private readonly byte[] _loopOutput = new byte[OutputBytes];

    /// <summary>Measures one query over one set.</summary>
    public QueryResult Measure(Query query, DocumentSet input, int repeats, int rounds)
    {
        Compare(query, input);
        var measured = new Rounds();
        Func<double>[] contestants =
        [
            () =>
            {
                var run = new MemoryRun(input, repeats, _engineOutput);
                _ = query.Engine.Run(run);
                return run.SteadyNanoseconds;
            },
            Rounds.All(() =>
            {
                for (var i = 0; i < repeats; i++)
                {
                    _ = query.Loop.Run(input, _loopOutput);
                }
            }),
            Rounds.All(() =>
            {
                for (var i = 0; i < repeats; i++)
                {
                    input.Bytes.CopyTo(_loopOutput, 0);
                }
            }),
        ];
        measured.Run(contestants, effort, rounds);
        return new QueryResult(query.Name, input, repeats, measured, AllocatedPerDocument(query, input, repeats));
    }

    private double AllocatedPerDocument(Query query, DocumentSet input, int repeats)
    {
        var run = new MemoryRun(input, repeats, _engineOutput);
        _ = query.Engine.Run(run);
        return run.AllocatedPerDocument;
    }

    private void Compare(Query query, DocumentSet input)
    {
        var expected = query.Loop.Run(input, _loopOutput);
        var found = query.Engine.RunOnce(input, _engineOutput);
        var same = _loopOutput.AsSpan(0, expected).CommonPrefixLength(_engineOutput.AsSpan(0, found));
        if (expected != found || same != expected)
        {
            throw new InvalidOperationException(
                $"{query.Name}: engine and loop differ at byte {same} (of {found} and {expected})");
        }
    }
}
