namespace WireSP.Connectors.Collections;

/// <summary>
/// The pauses before something that failed is tried again: growing to a second, for 15 seconds in all. A network that
/// cuts connections now and then, or an election, is over by then, and costs no restart of a processor.
/// </summary>
/// <param name="clock">Clock of the pauses; they begin to count now.</param>
internal sealed class RetryPauses(TimeProvider clock)
{
    // A processor is started again only so often before it is failed. A server that is gone for longer is a reason.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly long _begin = clock.GetTimestamp();
    private TimeSpan _next = First;

    /// <summary>Whether there is time for one more.</summary>
    public bool HasNext => clock.GetElapsedTime(_begin) + _next < Window;

    /// <summary>Waits for the next one's length.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var pause = _next;
        _next = pause * 2 < Longest ? pause * 2 : Longest;
        return Task.Delay(pause, clock, cancellationToken);
    }
}
