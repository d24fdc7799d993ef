using System.Globalization;
using WireSP.Benchmarks.Documents;
using WireSP.Benchmarks.Engine;
using WireSP.Bson;

namespace WireSP.Benchmarks;

/// <summary>
/// Measures what a million groups of one open window take in memory, each with a number and a sum: what the task says
/// and what the collector's heap has grown by.
/// </summary>
internal sealed class StateSuite
{
    private const int Keys = 1_000_000;

    /// <summary>Measures keys of each kind.</summary>
    public void Run(Action<string, ReportLine, double> report)
    {
        ArgumentNullException.ThrowIfNull(report);
        Measure("state int64", static (writer, i) => writer.WriteInt64("key"u8, i * 7919L), report);
        Measure("state text", WriteText, report);
    }

    private static void Measure(
        string workload, Action<BsonWriter, int> writeKey, Action<string, ReportLine, double> report)
    {
        var run = new MemoryRun(CreateSet(writeKey), 1, []);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var task = Queries.Keys.Run(run);
        var grown = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Keys;
        var told = task.Statistics.StateBytes / (double)Keys;
        var line = new ReportLine(workload)
            .Add("keys", Keys)
            .Add("stateBytesPerKey", Math.Round(told, 1))
            .Add("heapBytesPerKey", Math.Round(grown, 1));
        report(workload, line, Math.Max(told, grown));
    }

    private static DocumentSet CreateSet(Action<BsonWriter, int> writeKey)
    {
        var writer = new BsonWriter(1024 * 1024);
        for (var i = 0; i < Keys; i++)
        {
            var start = writer.BeginDocument();
            writeKey(writer, i);
            writer.WriteInt64("price"u8, i);
            writer.WriteDateTime("dateTime"u8, NexmarkBids.BaseTimeMs);
            writer.End(start);
        }

        return new DocumentSet("keys", writer.Written.ToArray(), Keys);
    }

    // Texts of 24 bytes.
    private static void WriteText(BsonWriter writer, int index)
    {
        Span<byte> text = stackalloc byte[24];
        _ = index.TryFormat(text, out _, "D24", CultureInfo.InvariantCulture);
        writer.WriteString("key"u8, text);
    }
}
