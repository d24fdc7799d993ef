namespace WireSP.Streaming.Tasks;

/// <summary>
/// Starts work on the scheduler that a task was given, where all that it awaits goes on as well: nothing of the engine
/// configures its awaits away from there.
/// </summary>
internal static class TaskSchedulerExtensions
{
    /// <summary>Starts a loop.</summary>
    public static Task Run(this TaskScheduler scheduler, Func<Task> loop) =>
        Task.Factory.StartNew(loop, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();

    /// <summary>Starts work that does not wait.</summary>
    public static Task<T> Run<T>(this TaskScheduler scheduler, Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);

    /// <summary>Cancels from another stack than the caller's: whoever is cancelled may go on at once.</summary>
    public static Task Cancel(this TaskScheduler scheduler, CancellationTokenSource source) =>
        Task.Factory.StartNew(
            source.Cancel, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
}
