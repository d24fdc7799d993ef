using WireSP.Bson;
using WireSP.TestKit.Streaming;

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

    [Fact]
    public void Sessions_with_several_group_keys_give_what_sessions_of_documents_give() => ForAll(rows =>
    {
        var late = WindowRow.ArriveWithin(rows, 2000);
        var key = Keys[rows.Count % Keys.Length];
        // Groups of sessions that were merged are not in the order of arrival.
        var expected = Sorted(WindowRow.Run(Raw(key), late));
        Assert.Equal(expected, Sorted(WindowRow.Run(Keyed(key), late)));
        Assert.Equal(expected, Sorted(WindowRow.Run(Keyed(key), late, restoreEach: 3)));
    });

    [Fact]
    public void Of_group_keys_that_are_equal_the_first_of_the_session_is_put_out() => ForAll(rows =>
    {
        const string Key = "{ $cond: [{ $gt: ['$v', 0] }, { $toDouble: '$k' }, '$k'] }";
        var expected = WindowRow.Run(Raw(Key), rows);
        Assert.Equal(expected, WindowRow.Run(Keyed(Key), rows));
        Assert.Equal(expected, WindowRow.Run(Keyed(Key), rows, restoreEach: 3));
    });

    // One for each session, one for most, several for most.
    private static readonly string[] Keys =
    [
        "'$k'", "{ $concat: ['session ', { $toString: '$k' }] }", "{ $cond: [{ $gt: ['$v', 35] }, 'high', '$k'] }",
        "{ $mod: ['$v', 3] }", "'$missing'",
    ];

    private static string Raw(string key) => Keyed(key, "all: { $push: '$v' }");

    private static string Keyed(string key, string more = "more: { $count: {} }") =>
        $$"""
        [{ $sessionWindow: { gap: { size: {{GapMs}}, unit: 'ms' }, partitionBy: '$k',
           allowedLateness: { size: 500, unit: 'ms' }, pipeline: [
             { $group: { _id: {{key}}, n: { $sum: 1 }, a: { $avg: '$v' }, max: { $max: { $toString: '$v' } },
               top: { $topN: { n: 2, sortBy: { v: 1 }, output: '$v' } },
               one: { $bottom: { sortBy: { v: 1 }, output: '$v' } }, {{more}} } },
             { $project: { n: 1, a: 1, max: 1, top: 1, one: 1, k: { $meta: 'stream.window.partition' } } } ] } }]
        """;

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
