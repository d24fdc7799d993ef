namespace WireSP.Connectors.Kafka;

/// <summary>
/// Lets one waiter sleep until another thread calls. A call between the wait and the next one may be seen late, but
/// never lost, because the waiter looks at its queue after the signal is reset.
/// </summary>
internal sealed class WakeSignal
{
    private TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Wakes the waiter, now or when it next waits.</summary>
    public void Set() => Volatile.Read(ref _source).TrySetResult();

    /// <summary>Waits for a call, at most for <paramref name="timeout"/>; does not throw when cancelled.</summary>
    public async ValueTask WaitAsync(TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        var source = Volatile.Read(ref _source);
        if (!source.Task.IsCompleted)
        {
            // Idle sources time out ten times a second, so the timeout must not cost a thrown exception.
            await source.Task.WaitAsync(timeout, clock, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (source.Task.IsCompleted)
        {
            Volatile.Write(ref _source, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
    }
}
