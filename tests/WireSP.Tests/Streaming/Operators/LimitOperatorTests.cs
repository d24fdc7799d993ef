using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Operators;

public class LimitOperatorTests
{
    [Fact]
    public void Two_limits_let_the_smaller_number_pass()
    {
        var harness = OperatorHarness.InWindow("{ $limit: 3 }, { $limit: 2 }, { $unset: 't' }");

        harness.Process("{ t: '00:01', a: 1 }", "{ t: '00:02', a: 2 }", "{ t: '00:03', a: 3 }");
        harness.Close();

        harness.PutsOut("{ a: 1 }", "{ a: 2 }");
    }
}
