using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class LimitStageTests
{
    [Fact]
    public void The_first_documents_of_each_window_pass()
    {
        var harness = OperatorHarness.InWindow("{ $limit: 2 }, { $unset: 't' }");

        harness.Process("{ t: '00:01', a: 1 }", "{ t: '00:02', a: 2 }", "{ t: '00:03', a: 3 }", "{ t: '01:01', a: 4 }");
        harness.Close();

        harness.PutsOut("{ a: 1 }", "{ a: 2 }", "{ a: 4 }");
    }

    [Fact]
    public void Behind_a_sort_it_keeps_the_greatest()
    {
        var harness = OperatorHarness.InWindow(
            "{ $group: { _id: '$k', n: { $sum: '$v' } } }, { $sort: { n: -1 } }, { $limit: 1 }");

        harness.Process("{ t: '00:01', k: 1, v: 1 }", "{ t: '00:02', k: 2, v: 9 }", "{ t: '01:01', k: 3, v: 4 }");
        harness.Close();

        harness.PutsOut("{ _id: 2, n: 9 }", "{ _id: 3, n: 4 }");
    }

    [Theory]
    [InlineData("0", "15958 ")]
    [InlineData("'x'", "15957 ")]
    [InlineData("2.5", "5107201 ")]
    public void An_argument_that_is_no_positive_whole_number_is_refused(string argument, string code)
    {
        var stage = "{ $tumblingWindow: { interval: { size: 1, unit: 'second' }, pipeline: [{ $limit: "
            + argument + " }] } }";

        var problem = TestPipelines.ProblemOfStage(stage);

        Assert.StartsWith($"{code}$tumblingWindow.pipeline.0.$limit", problem, StringComparison.Ordinal);
    }
}
