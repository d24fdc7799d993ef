using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Operators;

public class UnwindOperatorTests
{
    [Fact]
    public void One_element_that_fails_later_does_not_take_the_others_with_it()
    {
        var harness = new PipelineHarness("[{ $unwind: '$a' }, { $set: { r: { $divide: [6, '$a'] } } }]");

        harness.Process("{ a: [1, 0, 3] }");

        harness.PutsOut("{ a: 1, r: 6.0 }", "{ a: 3, r: 2.0 }");
        var letter = Assert.Single(harness.DeadLetters);
        Assert.Equal("SetOperator", letter["operatorName"].AsString);
        Assert.Equal(0, letter["doc"].AsDocument["a"].AsInt32);
    }
}
