using WireSP.Streaming;

namespace WireSP.Server.Workspace;

/// <summary>
/// Decides whether a failed attempt is followed by another, and when. A pure function of the failure, the streak that
/// it belongs to and a random number, so that hours of retries are tested in no time.
/// </summary>
internal static class RestartPolicy
{
    /// <summary>
    /// Restarts of a processor that the outside world or its user fails: this often, then it is failed.
    /// </summary>
    public const int RestartsMax = 10;

    /// <summary>Restarts of such a processor begin no later than this after the first failure.</summary>
    public static readonly TimeSpan RestartWindow = TimeSpan.FromMinutes(5);

    /// <summary>A run of this length proves that the cause of earlier failures is gone.</summary>
    public static readonly TimeSpan HealthyRun = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    /// <summary>The pause before the next attempt; null when the processor is failed for good.</summary>
    /// <param name="failure">What ended the attempt.</param>
    /// <param name="streak">The streak, this failure included.</param>
    /// <param name="jitter">A random number in [0, 1): processors that fail together must not come back
    /// together.</param>
    public static TimeSpan? Decide(StreamProcessorException failure, in FailureStreak streak, double jitter)
    {
        if (failure.Retry == RetryPolicy.Never)
        {
            return null;
        }

        var pause = PauseAfter(streak.Count, jitter);
        if (failure.Domain == FailureDomain.Internal)
        {
            return pause;
        }

        var startsAt = streak.Last + pause - streak.First;
        return streak.Count <= RestartsMax && startsAt <= RestartWindow ? pause : null;
    }

    private static TimeSpan PauseAfter(int failures, double jitter)
    {
        var doublings = Math.Min(failures - 1, 10);
        var pause = FirstPause * (1 << doublings);
        var capped = pause < LongestPause ? pause : LongestPause;

        // Half of it is fixed: a pause near zero would be no pause.
        return (capped / 2) + (capped / 2 * jitter);
    }
}
