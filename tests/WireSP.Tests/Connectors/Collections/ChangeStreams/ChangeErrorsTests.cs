using WireSP.Connectors.Collections.ChangeStreams;
using WireSP.Streaming;

namespace WireSP.Tests.Connectors.Collections.ChangeStreams;

public class ChangeErrorsTests
{
    private static readonly ChangeSourceOptions Orders = new("local") { Database = "shop", Collections = ["orders"] };

    [Theory]
    [InlineData(286, 286, "resumeFromCheckpoint: false")]
    [InlineData(280, 280, "startAtOperationTime")]
    [InlineData(260, 425, "initialSync")]
    [InlineData(47, 47, "whenAvailable")]
    [InlineData(10334, 423, "config.pipeline")]
    public void What_ends_a_stream_for_good_is_told_with_what_can_be_done(int code, int expected, string way)
    {
        var failure = ChangeErrors.Translate(Failure(code), Orders);

        Assert.Equal(expected, failure.Code);
        Assert.Equal(RetryPolicy.Never, failure.Retry);
        Assert.Contains(way, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_failures_stay_as_they_are()
    {
        var failure = Failure(91);

        Assert.Same(failure, ChangeErrors.Translate(failure, Orders));
    }

    private static StreamProcessorException Failure(int code) =>
        new(code, FailureDomain.External, RetryPolicy.WithBackoff, "what the server said");
}
