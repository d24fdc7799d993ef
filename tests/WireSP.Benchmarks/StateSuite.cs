using WireSP.Benchmarks.Documents;
using WireSP.Benchmarks.Engine;

namespace WireSP.Benchmarks;

/// <summary>
/// Measures what a million groups of one open window, or a million open sessions, take in memory, each with a number
/// and a sum: what the task says and what the collector's heap has grown by.
/// </summary>
internal sealed class StateSuite
{
    private const int Keys = KeyedDocuments.Keys;

    /// <summary>Measures keys of each kind.</summary>
    public void Run(Action<string, ReportLine, double> report)
    {
        ArgumentNullException.ThrowIfNull(report);
        Measure("state int64", Queries.Keys, KeyedDocuments.OfIntegers(), report);
        Measure("state text", Queries.Keys, KeyedDocuments.OfTexts(), report);
        Measure("state session", Queries.KeySessions, KeyedDocuments.OfIntegers(), report);
    }

    private static void Measure(
        string workload, EngineQuery query, DocumentSet documents, Action<string, ReportLine, double> report)
    {
        var run = new MemoryRun(documents, 1, []);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var task = query.Run(run);
        var grown = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Keys;
        var told = task.Statistics.StateBytes / (double)Keys;
        var line = new ReportLine(workload)
            .Add("keys", Keys)
            .Add("stateBytesPerKey", Math.Round(told, 1))
            .Add("heapBytesPerKey", Math.Round(grown, 1));
        report(workload, line, Math.Max(told, grown));
    }
}
