using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class SortStageTests
{
    [Fact]
    public void Documents_come_in_the_languages_order_and_equal_ones_as_they_arrived()
    {
        var harness = OperatorHarness.InWindow("{ $sort: { a: 1, b: -1 } }, { $project: { a: 1, b: 1 } }");

        harness.Process(
            "{ t: '00:01', a: 'x' }", "{ t: '00:01', a: 2, b: 1 }", "{ t: '00:01', a: 2, b: 3 }", "{ t: '00:01' }",
            "{ t: '00:01', a: 1.5 }", "{ t: '00:01', a: null, b: 'second' }");
        harness.Close();

        harness.PutsOut(
            "{ a: null, b: 'second' }", "{}", "{ a: 1.5 }", "{ a: 2, b: 3 }", "{ a: 2, b: 1 }", "{ a: 'x' }");
    }

    [Fact]
    public void An_array_counts_by_its_least_or_greatest_element()
    {
        var ascending = OperatorHarness.InWindow("{ $sort: { a: 1 } }, { $project: { a: 1 } }");
        var descending = OperatorHarness.InWindow("{ $sort: { a: -1 } }, { $project: { a: 1 } }");
        string[] documents = ["{ t: '00:01', a: [5, 1] }", "{ t: '00:01', a: 2 }", "{ t: '00:01', a: [] }"];

        ascending.Process(documents);
        ascending.Close();
        descending.Process(documents);
        descending.Close();

        ascending.PutsOut("{ a: [] }", "{ a: [5, 1] }", "{ a: 2 }");
        descending.PutsOut("{ a: [5, 1] }", "{ a: 2 }", "{ a: [] }");
    }

    [Theory]
    [InlineData("5", "15973 ")]
    [InlineData("{}", "15976 ")]
    [InlineData("{ a: 2 }", "15975 ")]
    [InlineData("{ a: 'x' }", "15974 ")]
    [InlineData("{ a: { $meta: 'textScore' } }", "17312 ")]
    [InlineData("{ a: { $meta: 'x' } }", "31138 ")]
    [InlineData("{ 'a.': 1 }", "40353 ")]
    public void An_argument_that_says_something_else_is_refused(string argument, string code)
    {
        var stage = "{ $tumblingWindow: { interval: { size: 1, unit: 'second' }, pipeline: [{ $sort: "
            + argument + " }] } }";

        var problem = TestPipelines.ProblemOfStage(stage);

        Assert.StartsWith($"{code}$tumblingWindow.pipeline.0.$sort", problem, StringComparison.Ordinal);
    }
}
