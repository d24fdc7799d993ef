using WireSP.Bson;
using WireSP.TestKit.Streaming;
using WireSP.Tests.Bson;

namespace WireSP.Tests.Streaming.Windows;

public class SessionWindowPropertyTests
{
    private const long GapMs = 400;

    [Fact]
    public void Emitted_sessions_are_what_a_batch_computes_over_the_same_documents() => ForAll(
        rows => Assert.Equal(Expected(rows), Sorted(WindowRow.Run(Stages(), rows))));

    [Fact]
    public void Any_order_of_arrival_gives_what_sorted_arrival_gives_while_nothing_is_late() => ForAll(rows =>
    {
        // A partition of the source without documents holds the watermark, however wild the order in the other.
        var harness = new PipelineHarness(Stages());
        harness.Assign(0, 1);
        foreach (var row in rows.OrderBy(row => row.Delay))
        {
            harness.Process([row.ToDocument()]);
        }

        harness.Process([WindowRow.End.ToDocument(), WindowRow.End.ToDocument(partition: 1)]);
        Assert.Equal(Expected(rows), Sorted([.. harness.Output, .. harness.Reasons]));
    });

    [Fact]
    public void A_snapshot_and_restore_at_any_point_changes_nothing() => ForAll(rows =>
    {
        var late = WindowRow.ArriveWithin(rows, 2000);
        Assert.Equal(WindowRow.Run(Stages(), late), WindowRow.Run(Stages(), late, restoreEach: 3));
        Assert.Equal(WindowRow.Run(Raw(), late), WindowRow.Run(Raw(), late, restoreEach: 3));
    });

    [Fact]
    public void Sessions_of_partial_results_give_what_sessions_of_documents_give() => ForAll(rows =>
    {
        var late = WindowRow.ArriveWithin(rows, 2000);
        Assert.Equal(WindowRow.Run(Stages(), late), WindowRow.Run(Raw(), late));
    });

    [Fact]
    public void One_task_gives_what_tasks_over_a_split_by_key_give_together() => ForAll(rows =>
    {
        var parts = rows.GroupBy(row => row.Key % 3).SelectMany(part => WindowRow.Run(Stages(), [.. part]));
        Assert.Equal(Sorted(WindowRow.Run(Stages(), rows)), Sorted(parts));
    });

    private static void ForAll(Action<IReadOnlyList<WindowRow>> holds) =>
        Property.ForAllSeeds(seed => holds(WindowRow.Generate(seed)));

    private static string Stages(string accumulator = "", string unset = "") =>
        $$"""
        [{ $sessionWindow: { gap: { size: {{GapMs}}, unit: 'ms' }, partitionBy: '$k',
           allowedLateness: { size: 500, unit: 'ms' }, pipeline: [
             { $group: { _id: null, n: { $sum: 1 }, s: { $sum: '$v' }, max: { $max: '$v' } {{accumulator}} } }{{unset}},
             { $project: { _id: { $meta: 'stream.window.partition' }, n: 1, s: 1, max: 1,
               from: { $toLong: { $meta: 'stream.window.start' } },
               to: { $toLong: { $meta: 'stream.window.end' } } } } ] } }]
        """;

    private static string Raw() => Stages(", all: { $push: '$v' }", ", { $unset: 'all' }");

    private static IReadOnlyList<string> Sorted(IEnumerable<string> results) =>
        [.. results.Order(StringComparer.Ordinal)];

    private static IReadOnlyList<string> Expected(IReadOnlyList<WindowRow> rows)
    {
        List<List<WindowRow>> sessions = [];
        foreach (var partition in rows.GroupBy(row => row.Key))
        {
            List<WindowRow>? session = null;
            foreach (var row in partition.OrderBy(row => row.Time))
            {
                if (session is null || row.Time - session[^1].Time >= GapMs)
                {
                    sessions.Add(session = []);
                }

                session.Add(row);
            }
        }

        return Sorted(sessions.Select(session => WindowRow.Show(new BsonDocumentBuilder
        {
            { "n", session.Count },
            { "s", session.Sum(row => row.Value) },
            { "max", session.Max(row => row.Value) },
            { "_id", session[0].Key },
            { "from", (long)session[0].Time },
            { "to", session[^1].Time + GapMs },
        })));
    }
}
