namespace WireSP.Streaming.Checkpoints;

/// <summary>Failures of a processor that have to do with its checkpoints; each message tells the way out.</summary>
public static class CheckpointErrors
{
    private const int CannotResume = 425;
    private const int WorkerShuttingDown = 417;

    private const string WayOut =
        "start it with resumeFromCheckpoint: false to begin anew, or with fromCheckpoint: <number or name> of "
        + "listCheckpoints";

    /// <summary>None of the checkpoints can be read.</summary>
    public static StreamProcessorException NoneWhole(IReadOnlyList<string> reasons) => Never(
        $"no checkpoint can be read: {string.Join("; ", reasons)}; {WayOut}");

    /// <summary>A newer release wrote it.</summary>
    public static StreamProcessorException Newer(long number, CheckpointFormatException reason) => Never(
        $"checkpoint {number} cannot be read: {reason?.Message}; run the newer release, or {WayOut}");

    /// <summary>What holds the checkpoints cannot be read or written any more.</summary>
    public static StreamProcessorException StoreDamaged(Exception reason) => new(
        CannotResume,
        FailureDomain.User,
        RetryPolicy.Never,
        $"the workspace's store is damaged: {reason?.Message}; put a copy of the data directory in its place, or begin "
        + "a new one with --data",
        reason);

    /// <summary>The operators do not understand their own state.</summary>
    public static StreamProcessorException NotUnderstood(long number, Exception reason) => new(
        CannotResume,
        FailureDomain.User,
        RetryPolicy.Never,
        $"checkpoint {number} holds state that the pipeline cannot take: {reason?.Message}; {WayOut}",
        reason);

    /// <summary>Another attempt has taken the task over.</summary>
    public static StreamProcessorException Fenced(long epoch, long latest) => new(
        WorkerShuttingDown,
        FailureDomain.Internal,
        RetryPolicy.Never,
        $"epoch {epoch} of the task has ended: epoch {latest} took it over, so nothing more is written");

    private static StreamProcessorException Never(string message) =>
        new(CannotResume, FailureDomain.User, RetryPolicy.Never, message);
}
