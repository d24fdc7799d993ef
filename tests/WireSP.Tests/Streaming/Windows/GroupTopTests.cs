using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Windows;

public class GroupTopTests
{
    private static readonly string[] Values =
        ["1", "2", "2.0", "3.5", "null", "'a'", "'bc'", "true", "[1, 4]", "{ x: 1 }", "{ $date: 5 }"];

    private static readonly string[] Orders =
    [
        "{ n: -1, _id: 1 }", "{ _id: 1 }", "{ _id: -1 }", "{ m: 1, n: 1 }", "{ m: -1, all: 1 }", "{ 'm.x': -1 }",
        "{ other: 1, n: -1 }", "{ abc: 1, _id: -1 }",
    ];

    [Fact]
    public void Leaving_results_out_before_they_are_written_changes_nothing() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var limit = random.Next(1, 5);
        var order = Orders[random.Next(Orders.Length)];
        var all = random.Next(2) == 0 ? "" : ", all: { $addToSet: '$v' }";
        var group = $"{{ $group: {{ _id: '$k', n: {{ $sum: '$w' }}, m: {{ $max: '$v' }}{all} }} }}";
        var documents = Enumerable.Range(0, random.Next(40))
            .Select(_ => $"{{ t: 0, k: {Any(random)}, v: {Any(random)}, w: {random.Next(3)} }}")
            .ToList();

        // A stage between them has every result written.
        var written = Run($"{group}, {{ $match: {{}} }}, {{ $sort: {order} }}, {{ $limit: {limit} }}", documents);
        var leftOut = Run($"{group}, {{ $sort: {order} }}, {{ $limit: {limit} }}", documents);
        Assert.Equal(written, leftOut);
    });

    private static string Any(Random random) => Values[random.Next(Values.Length)];

    private static IReadOnlyList<string> Run(string stages, IReadOnlyList<string> documents)
    {
        var harness = OperatorHarness.InWindow(stages);
        harness.Process(documents);
        harness.Close();
        return [.. harness.Pipeline.Output];
    }
}
