using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class GroupStageTests
{
    [Fact]
    public void Each_key_makes_a_document()
    {
        var harness = OperatorHarness.InWindow(
            "{ $group: { _id: '$k', n: { $sum: 1 }, avg: { $avg: '$v' }, max: { $max: '$v' } } }");

        harness.Process("{ t: '00:01', k: 'a', v: 1 }", "{ t: '00:02', k: 'b', v: 5 }", "{ t: '00:03', k: 'a', v: 3 }");
        harness.Close();

        harness.PutsOut("{ _id: 'a', n: 2, avg: 2.0, max: 3 }", "{ _id: 'b', n: 1, avg: 5.0, max: 5 }");
    }

    [Fact]
    public void Equal_numbers_of_all_types_are_one_key_and_the_first_seen_is_put_out()
    {
        var harness = OperatorHarness.InWindow("{ $group: { _id: '$k', n: { $sum: 1 } } }");

        harness.Process(
            "{ t: '00:01', k: { $numberLong: '1' } }",
            "{ t: '00:01', k: 1 }",
            "{ t: '00:01', k: 1.0 }",
            "{ t: '00:01', k: { $numberDecimal: '1.00' } }",
            "{ t: '00:01', k: 1.5 }",
            "{ t: '00:01', k: { $numberDecimal: '1.5' } }");
        harness.Close();

        harness.PutsOut("{ _id: { $numberLong: '1' }, n: 4 }", "{ _id: 1.5, n: 2 }");
    }

    [Fact]
    public void A_missing_key_is_null()
    {
        var harness = OperatorHarness.InWindow("{ $group: { _id: '$k', n: { $sum: 1 } } }");

        harness.Process("{ t: '00:01' }", "{ t: '00:01', k: null }");
        harness.Close();

        harness.PutsOut("{ _id: null, n: 2 }");
    }

    [Fact]
    public void Keys_may_be_documents()
    {
        var harness = OperatorHarness.InWindow("{ $group: { _id: { a: '$a', b: '$b' }, n: { $sum: 1 } } }");

        harness.Process("{ t: '00:01', a: 1, b: 'x' }", "{ t: '00:01', a: 1.0, b: 'x' }", "{ t: '00:01', a: 2 }");
        harness.Close();

        harness.PutsOut("{ _id: { a: 1, b: 'x' }, n: 2 }", "{ _id: { a: 2 }, n: 1 }");
    }

    [Fact]
    public void A_document_that_one_accumulator_refuses_counts_in_none()
    {
        var harness = OperatorHarness.InWindow(
            "{ $group: { _id: '$k', n: { $sum: 1 }, m: { $mergeObjects: '$d' } } }");

        harness.Process(
            "{ t: '00:01', k: 1, d: { a: 1 } }", "{ t: '00:02', k: 1, d: 5 }", "{ t: '00:03', k: 2, d: 'x' }");
        harness.Close();

        harness.PutsOut("{ _id: 1, n: 1, m: { a: 1 } }");
        Assert.Equal(2, harness.Pipeline.DeadLetters.Count);
    }

    [Fact]
    public void A_second_group_runs_over_the_results_of_the_first()
    {
        var harness = OperatorHarness.InWindow(
            "{ $group: { _id: '$k', n: { $sum: 1 } } }, { $group: { _id: null, most: { $max: '$n' } } }");

        harness.Process("{ t: '00:01', k: 1 }", "{ t: '00:01', k: 1 }", "{ t: '00:01', k: 2 }");
        harness.Close();

        harness.PutsOut("{ _id: null, most: 2 }");
    }

    [Theory]
    [InlineData("5", "15947 ", "")]
    [InlineData("{}", "15955 ", "._id")]
    [InlineData("{ _id: null, 'a.b': { $sum: 1 } }", "40235 ", ".a.b")]
    [InlineData("{ _id: null, $a: { $sum: 1 } }", "40236 ", ".$a")]
    [InlineData("{ _id: null, a: 1 }", "40234 ", ".a")]
    [InlineData("{ _id: null, a: { $sum: 1, $avg: 1 } }", "40238 ", ".a")]
    [InlineData("{ _id: null, a: { } }", "40238 ", ".a")]
    [InlineData("{ _id: null, a: { $sun: 1 } }", "15952 ", ".a")]
    public void An_argument_that_says_something_else_is_refused(string argument, string code, string path)
    {
        var stage = "{ $tumblingWindow: { interval: { size: 1, unit: 'second' }, pipeline: [{ $group: "
            + argument + " }] } }";

        var problem = TestPipelines.ProblemOfStage(stage);

        Assert.StartsWith($"{code}$tumblingWindow.pipeline.0.$group{path}", problem, StringComparison.Ordinal);
    }
}
