namespace WireSP.TestKit.Streaming;

/// <summary>A clock whose timers are due at once: pauses pass, and the time of day is that of the system.</summary>
public sealed class ImmediateClock : TimeProvider
{
    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(
            callback,
            state,
            dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero,
            Timeout.InfiniteTimeSpan);
}
