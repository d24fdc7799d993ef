using WireSP.Bson;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Windows;

public class WindowPropertyTests
{
    private const long IntervalMs = 1000;
    private const long LatenessMs = 500;

    private const string Stages =
        "[{ $tumblingWindow: { interval: { size: 1, unit: 'second' }, allowedLateness: { size: 500, unit: 'ms' }, "
            + "pipeline: [{ $group: { _id: '$k', n: { $sum: 1 }, s: { $sum: '$v' }, min: { $min: '$v' }, "
            + "max: { $max: '$v' } } }, { $sort: { _id: 1 } }] } }]";

    [Fact]
    public void Emitted_windows_are_what_a_batch_computes_over_the_same_documents() =>
        Check(rows => Assert.Equal(Expected(rows), Run(rows, restoreEach: 0)));

    [Fact]
    public void Any_order_of_arrival_within_the_lateness_gives_what_sorted_arrival_gives() =>
        Check(rows =>
        {
            var shuffled = ArriveWithin(rows, LatenessMs);
            Assert.Equal(Run([.. rows.OrderBy(row => row.Time)], restoreEach: 0), Run(shuffled, restoreEach: 0));
        });

    [Fact]
    public void A_snapshot_and_restore_at_any_point_changes_nothing() =>
        Check(rows =>
        {
            var shuffled = ArriveWithin(rows, 4 * LatenessMs);
            Assert.Equal(Run(shuffled, restoreEach: 0), Run(shuffled, restoreEach: 3));
        });

    private static void Check(Action<IReadOnlyList<Row>> holds) => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var rows = new Row[random.Next(60)];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = new Row(random.Next(6000), random.Next(4), random.Next(-50, 50), random.NextDouble());
        }

        holds([.. rows.OrderBy(row => row.Time)]);
    });

    // Each document is late by a part of the bound, so nothing arrives later than the bound after a later one.
    private static IReadOnlyList<Row> ArriveWithin(IReadOnlyList<Row> rows, long boundMs) =>
        [.. rows.OrderBy(row => row.Time + (row.Delay * boundMs)).ThenBy(row => row.Time)];

    private static IReadOnlyList<string> Run(IReadOnlyList<Row> rows, int restoreEach)
    {
        var harness = new PipelineHarness(Stages);
        for (var i = 0; i < rows.Count; i++)
        {
            harness.Process([rows[i].ToDocument()]);
            if (restoreEach > 0 && i % restoreEach == 0)
            {
                harness.SnapshotAndRestore();
            }
        }

        harness.Process([new Row(1_000_000, 0, 0, 0).ToDocument()]);
        return [.. harness.Output, .. harness.Reasons];
    }

    private static List<string> Expected(IReadOnlyList<Row> rows)
    {
        List<string> expected = [];
        foreach (var window in rows.GroupBy(row => row.Time / IntervalMs).OrderBy(group => group.Key))
        {
            foreach (var group in window.GroupBy(row => row.Key).OrderBy(group => group.Key))
            {
                expected.Add(ExtendedJson.Format(
                    new BsonDocumentBuilder
                    {
                        { "_id", group.Key },
                        { "n", group.Count() },
                        { "s", group.Sum(row => row.Value) },
                        { "min", group.Min(row => row.Value) },
                        { "max", group.Max(row => row.Value) },
                    }.ToDocument(),
                    ExtendedJsonOptions.Canonical));
            }
        }

        return expected;
    }

    private sealed record Row(int Time, int Key, int Value, double Delay)
    {
        public BsonDocument ToDocument() =>
            new BsonDocumentBuilder { { "t", Time }, { "k", Key }, { "v", Value } }.ToDocument();
    }
}
