using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class CountStageTests
{
    [Fact]
    public void Each_window_counts_its_documents()
    {
        var harness = OperatorHarness.InWindow("{ $match: { a: 1 } }, { $count: 'n' }");

        harness.Process("{ t: '00:01', a: 1 }", "{ t: '00:02', a: 1 }", "{ t: '00:03', a: 2 }", "{ t: '01:01', a: 2 }");
        harness.Close();

        // The second window has a document, but none that came to the count.
        harness.PutsOut("{ n: 2 }");
    }

    [Fact]
    public void Behind_a_group_it_counts_the_groups()
    {
        var harness = OperatorHarness.InWindow("{ $group: { _id: '$k' } }, { $count: 'keys' }");

        harness.Process("{ t: '00:01', k: 1 }", "{ t: '00:02', k: 2 }", "{ t: '00:03', k: 1 }");
        harness.Close();

        harness.PutsOut("{ keys: 2 }");
    }

    [Theory]
    [InlineData("5", "40156 ")]
    [InlineData("''", "40157 ")]
    [InlineData("'$a'", "40158 ")]
    [InlineData("'a.b'", "40160 ")]
    public void An_argument_that_is_no_field_name_is_refused(string argument, string code)
    {
        var stage = "{ $tumblingWindow: { interval: { size: 1, unit: 'second' }, pipeline: [{ $count: "
            + argument + " }] } }";

        var problem = TestPipelines.ProblemOfStage(stage);

        Assert.StartsWith($"{code}$tumblingWindow.pipeline.0.$count", problem, StringComparison.Ordinal);
    }
}
