using WireSP.Benchmarks.Documents;

namespace WireSP.Benchmarks;

/// <summary>Runs the workloads, prints what they gave, and holds it against the gates.</summary>
/// <param name="effort">How much is measured.</param>
/// <param name="gates">What has to be reached.</param>
/// <param name="only">Names of the workloads to run; null for all.</param>
internal sealed class Suite(Effort effort, Gates gates, string[]? only)
{
    private readonly QuerySuite _queries = new(effort);

    /// <summary>What was missed.</summary>
    public Gates Gates { get; } = gates;

    /// <summary>Runs everything.</summary>
    /// <param name="cacheDocuments">Documents of the set that stays in the cache.</param>
    public void Run(int cacheDocuments)
    {
        RunStateless(cacheDocuments);
        RunWindows();
    }

    private void RunStateless(int cacheDocuments)
    {
        var cached = NexmarkBids.Create(cacheDocuments);
        foreach (var query in Queries.Stateless.Where(IsWanted))
        {
            Measure(query, cached, effort.StatelessDocuments / cacheDocuments);
        }

        if (effort.CoversAll)
        {
            var large = NexmarkBids.Create(effort.WindowDocuments);
            foreach (var query in Queries.Stateless.Where(IsWanted))
            {
                _queries.Measure(query, large, 1, effort.Rounds).ToLine($"{query.Name} from memory").Print();
            }
        }
    }

    private void RunWindows()
    {
        var bids = NexmarkBids.Create(effort.WindowDocuments);
        foreach (var query in Queries.Windows.Where(IsWanted))
        {
            Measure(query, bids, 1);
        }

        if (IsWanted(Queries.Solar))
        {
            Measure(Queries.Solar, SolarReadings.Create(effort.WindowDocuments), 1);
        }
    }

    // A missed gate is measured once more with twice the rounds: the machine may just have been busy.
    private QueryResult Measure(Query query, DocumentSet input, int repeats)
    {
        var result = _queries.Measure(query, input, repeats, effort.Rounds);
        if (!Gates.Reaches($"{query.Name}.loop", result.RatioToLoop))
        {
            result = _queries.Measure(query, input, repeats, effort.Rounds * 2);
        }

        result.ToLine(query.Name).Print();
        Gates.Check($"{query.Name}.loop", result.RatioToLoop);
        Gates.Check($"{query.Name}.allocated", result.AllocatedBytesPerDocument);
        return result;
    }

    private bool IsWanted(Query query) => only is null || only.Contains(query.Name);
}
