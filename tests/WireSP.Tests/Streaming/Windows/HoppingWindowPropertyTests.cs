using WireSP.Bson;

namespace WireSP.Tests.Streaming.Windows;

public class HoppingWindowPropertyTests
{
    private const long LatenessMs = 500;

    // Overlapping evenly and unevenly, by single milliseconds, touching, and with gaps.
    private static readonly (long Size, long Hop)[] Shapes =
        [(3000, 1000), (2500, 1000), (700, 300), (1001, 77), (3000, 30), (1000, 1000), (400, 1000)];

    [Fact]
    public void Emitted_windows_are_what_a_batch_computes_over_the_same_documents() => ForAll(
        (shape, rows) => Assert.Equal(Expected(shape, rows), WindowRow.Run(Stages(shape), rows)));

    [Fact]
    public void Any_order_of_arrival_within_the_lateness_gives_what_sorted_arrival_gives() => ForAll(
        (shape, rows) => Assert.Equal(
            WindowRow.Run(Stages(shape), rows),
            WindowRow.Run(Stages(shape), WindowRow.ArriveWithin(rows, LatenessMs), batchSize: 7)));

    [Fact]
    public void A_snapshot_and_restore_at_any_point_changes_nothing() => ForAll((shape, rows) =>
    {
        var late = WindowRow.ArriveWithin(rows, 4 * LatenessMs);
        Assert.Equal(WindowRow.Run(Stages(shape), late), WindowRow.Run(Stages(shape), late, restoreEach: 3));
        Assert.Equal(WindowRow.Run(Raw(shape), late), WindowRow.Run(Raw(shape), late, restoreEach: 3));
    });

    [Fact]
    public void Panes_of_partial_results_give_what_panes_of_documents_give() => ForAll((shape, rows) =>
    {
        var late = WindowRow.ArriveWithin(rows, 4 * LatenessMs);
        Assert.Equal(WindowRow.Run(Stages(shape), late), WindowRow.Run(Raw(shape), late));
    });

    [Fact]
    public void One_task_gives_what_tasks_over_a_split_by_key_give_together() => ForAll((shape, rows) =>
    {
        var shuffled = WindowRow.ArriveWithin(rows, LatenessMs);
        var parts = shuffled.GroupBy(row => row.Key % 3)
            .SelectMany(part => WindowRow.Run(Stages(shape), [.. part]));
        Assert.Equal(
            WindowRow.Run(Stages(shape), shuffled).Order(StringComparer.Ordinal),
            parts.Order(StringComparer.Ordinal));
    });

    private static void ForAll(Action<(long Size, long Hop), IReadOnlyList<WindowRow>> holds) =>
        Property.ForAllSeeds(seed => holds(Shapes[seed % Shapes.Length], WindowRow.Generate(seed)));

    private static string Stages((long Size, long Hop) shape, string accumulator = "", string unset = "") =>
        $$"""
        [{ $hoppingWindow: { interval: { size: {{shape.Size}}, unit: 'ms' }, hopSize: { size: {{shape.Hop}},
           unit: 'ms' }, allowedLateness: { size: {{LatenessMs}}, unit: 'ms' }, pipeline: [
             { $group: { _id: '$k', n: { $sum: 1 }, s: { $sum: '$v' }, min: { $min: '$v' }, max: { $max: '$v' }
               {{accumulator}} } }, { $sort: { _id: 1 } }{{unset}},
             { $set: { w: { $toLong: { $meta: 'stream.window.start' } } } } ] } }]
        """;

    // An accumulator that depends on the order of arrival keeps the documents.
    private static string Raw((long Size, long Hop) shape) =>
        Stages(shape, ", all: { $push: '$v' }", ", { $unset: 'all' }");

    private static List<string> Expected((long Size, long Hop) shape, IReadOnlyList<WindowRow> rows)
    {
        List<string> expected = [];
        for (var start = -shape.Size / shape.Hop * shape.Hop; start < 6000; start += shape.Hop)
        {
            var window = rows.Where(row => row.Time >= start && row.Time < start + shape.Size);
            foreach (var group in window.GroupBy(row => row.Key).OrderBy(group => group.Key))
            {
                expected.Add(WindowRow.Show(new BsonDocumentBuilder
                {
                    { "_id", group.Key },
                    { "n", group.Count() },
                    { "s", group.Sum(row => row.Value) },
                    { "min", group.Min(row => row.Value) },
                    { "max", group.Max(row => row.Value) },
                    { "w", start },
                }));
            }
        }

        return expected;
    }
}
