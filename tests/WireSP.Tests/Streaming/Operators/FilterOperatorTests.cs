using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Operators;

public class FilterOperatorTests
{
    [Theory]
    [InlineData("{ $match: { a: 1 } }")]
    [InlineData("{ $validate: { validator: { a: 1 } } }")]
    public void What_passes_is_seen_by_the_stages_that_follow_as_it_is(string filter)
    {
        var harness = new PipelineHarness($"[{filter}, {{ $set: {{ c: '$b' }} }}]");

        harness.Process("{ a: 1, b: 5 }", "{ a: 2, b: 6 }", "{ a: 1, b: 7 }");

        harness.PutsOut("{ a: 1, b: 5, c: 5 }", "{ a: 1, b: 7, c: 7 }");
    }
}
