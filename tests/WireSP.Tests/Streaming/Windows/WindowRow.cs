using WireSP.Bson;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Windows;

/// <summary>A generated document of the properties of windows, and what runs over many of them.</summary>
internal sealed record WindowRow(int Time, int Key, int Value, double Delay)
{
    /// <summary>Later than anything generated: closes whatever is open.</summary>
    public static readonly WindowRow End = new(1_000_000, -1, 0, 0);

    /// <summary>Rows of a seed, by time.</summary>
    public static IReadOnlyList<WindowRow> Generate(int seed)
    {
        var random = new Random(seed);
        var rows = new WindowRow[random.Next(60)];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = new WindowRow(random.Next(6000), random.Next(4), random.Next(-50, 50), random.NextDouble());
        }

        return [.. rows.OrderBy(row => row.Time)];
    }

    /// <summary>An order of arrival in which nothing comes later than a bound after something later.</summary>
    public static IReadOnlyList<WindowRow> ArriveWithin(IReadOnlyList<WindowRow> rows, long boundMs) =>
        [.. rows.OrderBy(row => row.Time + (row.Delay * boundMs)).ThenBy(row => row.Time)];

    /// <summary>What a pipeline makes of rows, and the reasons of its dead letters.</summary>
    public static IReadOnlyList<string> Run(
        string stages, IReadOnlyList<WindowRow> rows, int restoreEach = 0, int batchSize = 1)
    {
        var harness = new PipelineHarness(stages);
        for (var i = 0; i < rows.Count; i += batchSize)
        {
            harness.Process([.. rows.Skip(i).Take(batchSize).Select(row => row.ToDocument())]);
            if (restoreEach > 0 && i % restoreEach == 0)
            {
                harness.SnapshotAndRestore();
            }
        }

        harness.Process([End.ToDocument()]);
        return [.. harness.Output, .. harness.Reasons];
    }

    /// <summary>A result as the harness shows it.</summary>
    public static string Show(BsonDocumentBuilder result) =>
        ExtendedJson.Format(result.ToDocument(), ExtendedJsonOptions.Canonical);

    /// <summary>The document, in a partition of the source.</summary>
    public BsonDocument ToDocument(int partition = 0) =>
        new BsonDocumentBuilder { { "t", Time }, { "k", Key }, { "v", Value }, { "p", partition } }.ToDocument();
}
