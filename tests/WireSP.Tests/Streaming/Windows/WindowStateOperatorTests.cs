using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Windows;

public class WindowStateOperatorTests
{
    [Fact]
    public void A_key_that_fails_makes_a_dead_letter_and_the_window_goes_on()
    {
        var harness = OperatorHarness.InWindow("{ $group: { _id: { $divide: [6, '$k'] }, n: { $sum: 1 } } }");

        harness.Process("{ t: '00:01', k: 2 }", "{ t: '00:02', k: 0 }", "{ t: '00:03', k: 2 }");
        harness.Close();

        harness.PutsOut("{ _id: 3.0, n: 2 }");
        Assert.Equal("GroupOperator", Assert.Single(harness.Pipeline.DeadLetters)["operatorName"].AsString);
        Assert.Equal(1, harness.Pipeline.Chain.Window!.TotalDeadLetterCount);
    }
}
