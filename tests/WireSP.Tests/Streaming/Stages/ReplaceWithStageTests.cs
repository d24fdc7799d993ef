using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class ReplaceWithStageTests
{
    [Fact]
    public void The_expression_takes_the_documents_place()
    {
        var harness = OperatorHarness.Of("{ $replaceWith: { x: '$a' } }");

        harness.Process("{ a: 1, b: 2 }");

        harness.PutsOut("{ x: 1 }");
    }

    [Fact]
    public void What_is_no_document_is_a_dead_letter()
    {
        var harness = OperatorHarness.Of("{ $replaceWith: '$a' }");

        harness.Process("{ a: 1 }");

        harness.PutsOut();
        Assert.Equal("ReplaceWithOperator", Assert.Single(harness.Pipeline.DeadLetters)["operatorName"].AsString);
    }
}
