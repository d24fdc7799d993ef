using WireSP.Connectors.Local.Sqlite;

namespace WireSP.Connectors.Local.Changes;

/// <summary>
/// How far the history of changes reaches and how far it has been cut, and a way to wait for more. A time is seconds
/// in the high half and a counter in the low, as timestamps are; each change has its own.
/// </summary>
internal sealed class ChangeHistory
{
    /// <summary>The state that says up to which time changes were forgotten.</summary>
    public const string PrunedThroughState = "history_pruned_through";

    /// <summary>The state that counts the bytes of the changes kept.</summary>
    public const string BytesState = "history_bytes";

    private readonly TimeProvider _clock;
    private TaskCompletionSource _changed = NewSignal();
    private long _lastTime;
    private long _prunedThrough;

    /// <summary>Reads how far the history reaches.</summary>
    public ChangeHistory(SqliteSession session, TimeProvider clock)
    {
        _clock = clock;
        _prunedThrough = LocalSchema.ReadState(session, PrunedThroughState);
        Bytes = LocalSchema.ReadState(session, BytesState);
        var statement = session.Prepare("SELECT max(time) FROM local_changes");
        _ = statement.Step();
        _lastTime = Math.Max(statement.Int64(0), _prunedThrough);
        statement.Reset();
    }

    /// <summary>The time of the last change that is on disk.</summary>
    public ulong LastTime => (ulong)Interlocked.Read(ref _lastTime);

    /// <summary>Changes up to this time are forgotten; 0 when none is.</summary>
    public ulong PrunedThrough => (ulong)Interlocked.Read(ref _prunedThrough);

    /// <summary>Bytes of the changes kept; the writer's own.</summary>
    public long Bytes { get; private set; }

    /// <summary>
    /// The present in the clock of changes: what is read now has seen every change up to it.
    /// </summary>
    public ulong Now => Math.Max(LastTime, (ulong)_clock.GetUtcNow().ToUnixTimeSeconds() << 32);

    /// <summary>Waits until there is a change after a time, or the wait is over.</summary>
    public async Task WaitAsync(ulong after, TimeSpan wait, CancellationToken cancellationToken)
    {
        var changed = Volatile.Read(ref _changed).Task;
        if (LastTime > after)
        {
            return;
        }

        try
        {
            await changed.WaitAsync(wait, _clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Nothing happened, and that is an answer.
        }
    }

    /// <summary>Makes changes that are on disk known, and wakes who waits.</summary>
    public void Publish(ulong lastTime, long bytes, ulong prunedThrough)
    {
        Bytes = bytes;
        Interlocked.Exchange(ref _prunedThrough, (long)prunedThrough);
        if (lastTime == LastTime)
        {
            return;
        }

        Interlocked.Exchange(ref _lastTime, (long)lastTime);
        Interlocked.Exchange(ref _changed, NewSignal()).SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
