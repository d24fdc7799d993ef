using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class SetStageTests
{
    [Fact]
    public void It_does_what_addFields_does()
    {
        var harness = OperatorHarness.Of("{ $set: { price: { $multiply: ['$price', 2] }, gone: '$$REMOVE' } }");

        harness.Process("{ price: 3, gone: 1, n: 'x' }");

        harness.PutsOut("{ price: 6, n: 'x' }");
    }

    [Fact]
    public void Its_failures_carry_its_own_name()
    {
        var harness = OperatorHarness.Of("{ $set: { c: { $divide: [1, '$b'] } } }");

        harness.Process("{ b: 0 }");

        Assert.Equal("SetOperator", Assert.Single(harness.Pipeline.DeadLetters)["operatorName"].AsString);
    }
}
