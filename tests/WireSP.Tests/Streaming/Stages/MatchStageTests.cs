using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class MatchStageTests
{
    [Fact]
    public void Only_documents_that_match_pass()
    {
        var harness = OperatorHarness.Of("{ $match: { a: { $gt: 1 } } }");

        harness.Process("{ a: 1 }", "{ a: 2 }", "{ b: 3 }", "{ a: 3, b: 1 }");

        harness.PutsOut("{ a: 2 }", "{ a: 3, b: 1 }");
    }

    [Fact]
    public void Two_matches_look_at_the_same_document()
    {
        var harness = new PipelineHarness("[{ $match: { a: 1 } }, { $match: { b: 2 } }]");

        harness.Process("{ a: 1, b: 2 }", "{ a: 1, b: 3 }", "{ a: 2, b: 2 }");

        harness.PutsOut("{ a: 1, b: 2 }");
    }

    [Theory]
    [InlineData("5", "15959 $match: ")]
    [InlineData("{ $text: { $search: 'x' } }", " $match")]
    [InlineData("{ a: { $gtt: 1 } }", " $match")]
    public void A_query_that_is_none_is_refused(string query, string expected) =>
        Assert.Contains(
            expected, TestPipelines.ProblemOfStage($"{{ $match: {query} }}"), StringComparison.Ordinal);
}
