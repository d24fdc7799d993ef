using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class ReplaceRootStageTests
{
    [Fact]
    public void The_new_root_takes_the_documents_place_and_what_is_no_document_is_a_dead_letter()
    {
        var harness = OperatorHarness.Of("{ $replaceRoot: { newRoot: '$a' } }");

        harness.Process("{ a: { b: 1 } }", "{ a: 5 }", "{}", "{ a: { c: 2 } }");

        harness.PutsOut("{ b: 1 }", "{ c: 2 }");
        Assert.Equal(2, harness.Pipeline.DeadLetters.Count);
        Assert.All(
            harness.Pipeline.DeadLetters,
            letter => Assert.Equal("ReplaceRootOperator", letter["operatorName"].AsString));
    }

    [Fact]
    public void An_argument_without_newRoot_is_refused() =>
        Assert.Contains(
            " $replaceRoot", TestPipelines.ProblemOfStage("{ $replaceRoot: {} }"), StringComparison.Ordinal);
}
