using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Operators;

public class CollectOperatorTests
{
    [Fact]
    public void Documents_that_no_stage_changed_pass_as_they_are()
    {
        var harness = new PipelineHarness("[]");

        harness.Process("{ a: 1 }", "{ b: [1, { c: 2 }] }");

        harness.PutsOut("{ a: 1 }", "{ b: [1, { c: 2 }] }");
        Assert.Equal(2, harness.Chain.Operators[0].InputCount);
    }
}
