using WireSP.Benchmarks.Checkpoints;
using WireSP.Benchmarks.Codec;
using WireSP.Benchmarks.Documents;
using WireSP.Benchmarks.Language;
using WireSP.Benchmarks.Merges;
using WireSP.Benchmarks.Peers;
using WireSP.Benchmarks.Wire;

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
        RunRoute();
        RunHostile();
        RunWindows();
        RunCheckpoints();
        RunCodec(cacheDocuments);
        RunOperators();
        RunStorms();
        RunMerges();
    }

    private void RunStateless(int cacheDocuments)
    {
        var bids = NexmarkBids.Create(effort.WindowDocuments);
        foreach (var query in Queries.Stateless.Where(query => IsWanted(query.Name)))
        {
            var result = Measure(query, bids);
            ComparePeer(query, bids, result);
        }

        foreach (var query in Queries.Expressions.Where(query => IsWantedInFull(query.Name)))
        {
            _ = Measure(query, bids);
        }

        if (effort.CoversAll)
        {
            var cached = NexmarkBids.Create(cacheDocuments);
            foreach (var query in Queries.Stateless.Where(query => IsWanted(query.Name)))
            {
                _queries.Measure(query, cached, effort.StatelessDocuments / cacheDocuments, effort.Rounds)
                    .ToLine($"{query.Name} from cache").Print();
            }
        }
    }

    private void RunRoute()
    {
        if (IsWanted(Queries.Route.Name))
        {
            var events = ChangeEvents.Create(effort.WindowDocuments / 2);
            ComparePeer(Queries.Route, events, Measure(Queries.Route, events));
        }
    }

    private void RunHostile()
    {
        var wanted = Array.FindAll(Queries.Hostile, query => IsWantedInFull(query.Name));
        if (wanted.Length == 0)
        {
            return;
        }

        var bids = HostileBids.Create(effort.WindowDocuments);
        foreach (var query in wanted)
        {
            _ = Measure(query, bids);
        }
    }

    private void RunWindows()
    {
        var bids = NexmarkBids.Create(effort.WindowDocuments);
        Dictionary<string, double> rates = [];
        foreach (var query in Queries.Windows.Where(query => IsWanted(query.Name)))
        {
            var result = Measure(query, bids);
            rates[query.Name] = result.DocumentsPerSecond;
            ComparePeer(query, bids, result);
        }

        foreach (var query in Queries.Steady.Where(query => IsWanted(query.Name)))
        {
            _ = Measure(query, NexmarkBids.Create(effort.WindowDocuments, eventsPerMillisecond: 1));
        }

        if (IsWanted("state"))
        {
            new StateSuite().Run((workload, line, bytes) =>
            {
                line.Print();
                Gates.Check($"{workload}.bytes", bytes);
            });
        }

        if (rates.TryGetValue("q5", out var few) && rates.TryGetValue("q5 hour", out var many))
        {
            // 3,600 panes against 5: what a document costs must not depend on the windows that it is in.
            new ReportLine("q5 panes").Add("ratioToFewPanes", Math.Round(many / few, 3)).Print();
            Gates.Check("q5.panes", many / few);
        }

        if (IsWanted(Queries.Sales.Name))
        {
            _ = Measure(Queries.Sales, NexmarkSales.Create(effort.WindowDocuments));
        }

        if (IsWanted(Queries.Solar.Name))
        {
            _ = Measure(Queries.Solar, SolarReadings.Create(effort.WindowDocuments));
        }
    }

    private void RunCheckpoints()
    {
        if (IsWantedInFull("checkpoint"))
        {
            using var suite = new CheckpointSuite(effort);
            suite.RunAsync(line => line.Print(), Gates.Check).GetAwaiter().GetResult();
        }
    }

    private void RunCodec(int cacheDocuments)
    {
        if (!IsWanted("codec"))
        {
            return;
        }

        var codec = new CodecSuite(effort, NexmarkBids.Create(cacheDocuments));
        if (effort.CoversAll)
        {
            codec.Run(line => line.Print());
        }

        var ratio = codec.RunTranscode(line => line.Print());
        Gates.Check("transcode.plain", ratio);
    }

    private void RunOperators()
    {
        if (IsWantedInFull("micro"))
        {
            new OperatorSuite(effort).Run(line => line.Print());
        }
    }

    private void RunStorms()
    {
        if (!IsWanted("storm"))
        {
            return;
        }

        int[] connectionCounts = effort.CoversAll ? [1, 8, 64, 512] : [64];
        var reason = new StormSuite(effort).Run(
            connectionCounts,
            result => Gates.Reaches($"{Gate(result)}.echo", result.RatioToEcho),
            result =>
            {
                result.ToLine().Print();
                Gates.Check($"{Gate(result)}.echo", result.RatioToEcho);
            });
        if (reason is not null)
        {
            Skip("storm", reason);
        }
    }

    private void RunMerges()
    {
        if (!IsWantedInFull("merge"))
        {
            return;
        }

        var (line, reason) = MergeSuite.RunAsync().GetAwaiter().GetResult();
        line.Print();
        if (reason.Length > 0)
        {
            Skip("merge by a listener on Node", reason);
        }
    }

    private static string Gate(StormResult result) => $"{result.Command}{result.Connections}";

    // A missed gate is measured once more with twice the rounds: the machine may just have been busy.
    private QueryResult Measure(Query query, DocumentSet input)
    {
        var result = _queries.Measure(query, input, 1, effort.Rounds);
        if (!Gates.Reaches($"{query.Name}.loop", result.RatioToLoop))
        {
            result = _queries.Measure(query, input, 1, effort.Rounds * 2);
        }

        result.ToLine(query.Name).Print();
        Gates.Check($"{query.Name}.loop", result.RatioToLoop);
        Gates.Check($"{query.Name}.allocated", result.AllocatedBytesPerDocument);
        return result;
    }

    private void ComparePeer(Query query, DocumentSet input, QueryResult result)
    {
        if (!Mingo.Knows(query.Name))
        {
            return;
        }

        var sample = input.First(effort.PeerDocuments);
        if (Mingo.Measure(query.Name, sample, effort.PeerSeconds, out var reason) is not { } nanoseconds)
        {
            Skip($"{query.Name} by mingo", reason);
            return;
        }

        var ratio = result.DocumentsPerSecond * nanoseconds / 1e9;
        new ReportLine($"{query.Name} by mingo")
            .Add("documentsPerSecond", Math.Round(1e9 / nanoseconds))
            .Add("ratioToPeer", Math.Round(ratio, 1))
            .Print();
        Gates.Check($"{query.Name}.mingo", ratio);
    }

    private static void Skip(string workload, string reason) =>
        new ReportLine(workload).Add("skipped", reason).Print();

    private bool IsWanted(string name) => only is null || only.Contains(name);

    // The short form leaves these out unless they are asked for by name.
    private bool IsWantedInFull(string name) => only is null ? effort.CoversAll : only.Contains(name);
}
