using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Operators;

public class TimestampFieldOperatorTests
{
    [Fact]
    public void The_field_is_replaced_wherever_it_stands()
    {
        var harness = new PipelineHarness("[]", "{ $source: { connectionName: 'in', tsFieldName: 'at' } }");

        harness.Process("{ at: 1, t: 7 }", "{ t: 8, at: 2, b: 3 }");

        harness.PutsOut(
            "{ t: 7, at: { $date: { $numberLong: '7' } } }", "{ t: 8, b: 3, at: { $date: { $numberLong: '8' } } }");
    }
}
