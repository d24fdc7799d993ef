namespace WireSP.Server.Workspace;

/// <summary>Failures of a processor that followed one another without a long healthy run between them.</summary>
/// <param name="Count">How many.</param>
/// <param name="First">When the first happened.</param>
/// <param name="Last">When the latest happened.</param>
internal readonly record struct FailureStreak(int Count, DateTimeOffset First, DateTimeOffset Last)
{
    /// <summary>The streak with one more failure; one that follows a long healthy run begins a new streak.</summary>
    public FailureStreak With(DateTimeOffset now) =>
        Count == 0 || now - Last > RestartPolicy.HealthyRun
            ? new FailureStreak(1, now, now)
            : new FailureStreak(Count + 1, First, now);
}
