using WireSP.Bson;

namespace WireSP.Wire.Handshake;

/// <summary>
/// The version of what hello tells: one id per server start and a counter that grows with each change. Clients wait for
/// a change by it. Safe for many threads.
/// </summary>
internal sealed class ServerTopology
{
    private TaskCompletionSource _changed = NewSource();
    private long _counter;

    public ServerTopology(TimeProvider clock) => ProcessId = ObjectId.New(clock);

    /// <summary>The id of this server start.</summary>
    public ObjectId ProcessId { get; }

    /// <summary>How often the topology has changed.</summary>
    public long Counter => Interlocked.Read(ref _counter);

    /// <summary>Counts a change and wakes all who wait.</summary>
    public void Change()
    {
        _ = Interlocked.Increment(ref _counter);
        Interlocked.Exchange(ref _changed, NewSource()).SetResult();
    }

    /// <summary>Waits until the counter is another than the one the client knows, or the time is over.</summary>
    public async Task WaitAsync(long known, TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        // Read before the counter: a change between the two is then seen by one of them.
        var changed = Volatile.Read(ref _changed).Task;
        if (Counter != known)
        {
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var elapsed = Task.Delay(timeout, clock, ending.Token);
        _ = await Task.WhenAny(changed, elapsed);
        await ending.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
