using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Operators;

public class TopOperatorTests
{
    [Fact]
    public void A_sort_before_a_limit_keeps_only_the_first()
    {
        var harness = OperatorHarness.InWindow("{ $sort: { a: -1 } }, { $limit: 2 }, { $unset: 't' }");

        harness.Process(
            "{ t: '00:01', a: 2, b: 1 }", "{ t: '00:01', a: 3, b: 2 }", "{ t: '00:01', a: 2, b: 3 }",
            "{ t: '00:01', a: 1, b: 4 }", "{ t: '01:01', a: 9, b: 5 }");
        harness.Close();

        harness.PutsOut("{ a: 3, b: 2 }", "{ a: 2, b: 1 }", "{ a: 9, b: 5 }");
    }

    [Fact]
    public void It_gives_what_sorting_everything_gives() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var limit = random.Next(1, 8);
        var documents = Enumerable.Range(0, random.Next(30))
            .Select(i => $"{{ t: '00:01', a: {random.Next(4)}, b: {random.Next(3)}, i: {i} }}")
            .ToList();

        // A stage between them keeps the two apart.
        Assert.Equal(
            Run($"{{ $sort: {{ a: -1, b: 1 }} }}, {{ $match: {{}} }}, {{ $limit: {limit} }}", documents),
            Run($"{{ $sort: {{ a: -1, b: 1 }} }}, {{ $limit: {limit} }}", documents));
    });

    [Fact]
    public void The_plan_says_that_only_so_many_are_kept()
    {
        var pipeline = TestPipelines.Compile(
            "[{ $source: { connectionName: 'in' } }, { $tumblingWindow: { interval: { size: 1, unit: 'hour' }, "
                + "pipeline: [{ $group: { _id: '$a' } }, { $sort: { _id: 1 } }, { $limit: 3 }] } }]",
            new TestConnector());

        var window = pipeline.Explain()["stages"].AsArray[0].AsDocument;
        Assert.Equal("SortOperator(first 3)", window["whenClosed"].AsArray[0].AsString);
    }

    private static IReadOnlyList<string> Run(string stages, IReadOnlyList<string> documents)
    {
        var harness = OperatorHarness.InWindow(stages);
        harness.Process(documents);
        harness.Close();
        return [.. harness.Pipeline.Output];
    }
}
