using WireSP.Server.Workspace;
using WireSP.Streaming;

namespace WireSP.Tests.Server.Workspace;

public class RestartPolicyTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_failure_that_no_retry_can_mend_fails_the_processor_at_once() =>
        Assert.Null(Pause(Failure(FailureDomain.User, RetryPolicy.Never), failures: 1));

    [Fact]
    public void Pauses_double_up_to_a_minute_and_are_half_random()
    {
        var failure = Failure(FailureDomain.Internal, RetryPolicy.WithBackoff);

        Assert.Equal(TimeSpan.FromSeconds(0.5), Pause(failure, failures: 1, jitter: 0));
        Assert.Equal(TimeSpan.FromSeconds(0.75), Pause(failure, failures: 1, jitter: 0.5));
        Assert.Equal(TimeSpan.FromSeconds(4), Pause(failure, failures: 4, jitter: 0));
        Assert.Equal(TimeSpan.FromSeconds(30), Pause(failure, failures: 8, jitter: 0));
        Assert.Equal(TimeSpan.FromSeconds(30), Pause(failure, failures: 1_000_000, jitter: 0));
    }

    [Theory]
    [InlineData(FailureDomain.User)]
    [InlineData(FailureDomain.External)]
    public void The_outside_world_is_tried_a_limited_number_of_times(FailureDomain domain)
    {
        var failure = Failure(domain, RetryPolicy.WithBackoff);

        Assert.NotNull(Pause(failure, RestartPolicy.RestartsMax));
        Assert.Null(Pause(failure, RestartPolicy.RestartsMax + 1));
    }

    [Fact]
    public void The_outside_world_is_given_up_after_five_minutes()
    {
        var failure = Failure(FailureDomain.External, RetryPolicy.WithBackoff);
        var streak = new FailureStreak(2, Start, Start + TimeSpan.FromMinutes(5));

        Assert.Null(RestartPolicy.Decide(failure, streak, jitter: 0));
    }

    [Fact]
    public void Our_own_failures_are_retried_for_ever()
    {
        var streak = new FailureStreak(10_000, Start, Start + TimeSpan.FromDays(30));

        Assert.NotNull(RestartPolicy.Decide(Failure(FailureDomain.Internal, RetryPolicy.WithBackoff), streak, 0));
    }

    [Fact]
    public void A_long_healthy_run_begins_a_new_streak()
    {
        var streak = default(FailureStreak).With(Start).With(Start + TimeSpan.FromMinutes(4));
        Assert.Equal(new FailureStreak(2, Start, Start + TimeSpan.FromMinutes(4)), streak);

        var later = Start + TimeSpan.FromMinutes(10);
        Assert.Equal(new FailureStreak(1, later, later), streak.With(later));
    }

    private static TimeSpan? Pause(StreamProcessorException failure, int failures, double jitter = 0) =>
        RestartPolicy.Decide(failure, new FailureStreak(failures, Start, Start), jitter);

    private static StreamProcessorException Failure(FailureDomain domain, RetryPolicy retry) =>
        new(419, domain, retry, "broker down");
}
