using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class ThrottleStageTests
{
    [Theory]
    [InlineData("1", "14 $throttle: expected object, found int")]
    [InlineData("{}", "420 $throttle.: $throttle requires at least one of 'bytesPerSec' or 'messagesPerSec'")]
    [InlineData("{ messagesPerSec: 0 }", "2 $throttle.messagesPerSec: 'messagesPerSec' is 0; expected 1 to 2147483647")]
    [InlineData("{ bytesPerSec: -1 }", "2 $throttle.bytesPerSec: 'bytesPerSec' is -1; expected at least 1")]
    [InlineData("{ bytesPerSec: 'x' }", "14 $throttle.bytesPerSec: expected a whole number, found string")]
    [InlineData(
        "{ messagesPerSec: 1, burst: 2 }",
        "40415 $throttle.burst: 'burst' is not a known field. Known fields: bytesPerSec, messagesPerSec")]
    public void A_limit_that_cannot_be_is_refused(string argument, string expected) =>
        Assert.Equal(
            expected.Replace("$throttle.:", "$throttle:", StringComparison.Ordinal),
            TestPipelines.ProblemOfStage($"{{ $throttle: {argument} }}"));

    [Fact]
    public void Batches_are_made_small_enough_to_flow()
    {
        var pipeline = TestPipelines.Compile(
            "[{ $source: { connectionName: 'in' } }, { $throttle: { messagesPerSec: 100 } }, "
                + "{ $throttle: { bytesPerSec: 4000, messagesPerSec: 80 } }]",
            new TestConnector());

        Assert.Equal((20, 1000), (pipeline.BatchDocumentsMax, pipeline.BatchBytesMax));
    }
}
