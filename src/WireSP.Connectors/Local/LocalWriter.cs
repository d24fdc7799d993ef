using System.Threading.Channels;
using WireSP.Connectors.Local.Sqlite;

namespace WireSP.Connectors.Local;

/// <summary>
/// The one writer of local collections: a thread that takes all operations that wait, runs them in one transaction and
/// answers them when it is on disk, so that many clients share the cost of one sync.
/// </summary>
internal sealed class LocalWriter : IAsyncDisposable
{
    private readonly SqliteSession _session;
    private readonly LocalStore _store;
    private readonly SemaphoreSlim _gate;
    private readonly Thread _thread;
    private readonly Channel<LocalWrite> _queue = Channel.CreateBounded<LocalWrite>(
        new BoundedChannelOptions(LocalLimits.WritesQueuedMax) { SingleReader = true });

    /// <summary>Starts the writer.</summary>
    /// <param name="session">The connection that writes; disposed with the writer.</param>
    /// <param name="store">What the transactions change.</param>
    /// <param name="gate">Held during a transaction, because others write to the same file.</param>
    public LocalWriter(SqliteSession session, LocalStore store, SemaphoreSlim gate)
    {
        _session = session;
        _store = store;
        _gate = gate;
        _thread = new Thread(Run) { IsBackground = true, Name = "local collections" };
        _thread.Start();
    }

    /// <summary>Runs an operation and ends when it is on disk.</summary>
    /// <exception cref="CollectionException">The operation fails, or the disk does.</exception>
    public async ValueTask<T> RunAsync<T>(Func<LocalTransaction, T> work, CancellationToken cancellationToken)
    {
        var write = new LocalWrite<T>(work, cancellationToken);
        await _queue.Writer.WriteAsync(write, cancellationToken);
        return await write.Task;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.Run(_thread.Join);
        _session.Dispose();
    }

    private void Run()
    {
        var group = new List<LocalWrite>();
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            group.Clear();
            _gate.Wait();
            try
            {
                Commit(group);
            }
#pragma warning disable CA1031 // Whoever asked is told; the writer goes on, or nobody could write again.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Undo(group, failure);
            }
            finally
            {
                _ = _gate.Release();
            }
        }
    }

    private void Commit(List<LocalWrite> group)
    {
        _session.Prepare("BEGIN IMMEDIATE").Run();
        var transaction = new LocalTransaction(_session, _store);
        while (group.Count < LocalLimits.WritesPerCommitMax
            && transaction.WrittenBytes < LocalLimits.BytesPerCommit
            && _queue.Reader.TryRead(out var write))
        {
            group.Add(write);
            RunOne(write, transaction);
        }

        transaction.PruneHistory();
        _session.Prepare("COMMIT").Run();
        _store.Publish(transaction);
        foreach (var write in group)
        {
            write.Complete();
        }
    }

    // An operation that fails takes back what it did and leaves the others as they are.
    private void RunOne(LocalWrite write, LocalTransaction transaction)
    {
        _session.Prepare("SAVEPOINT operation").Run();
        var before = transaction.Catalog;
        if (!write.TryRun(transaction))
        {
            _session.Forget();
            _session.Prepare("ROLLBACK TO operation").Run();
            transaction.Catalog = before;
        }

        _session.Prepare("RELEASE operation").Run();
    }

    private void Undo(List<LocalWrite> group, Exception failure)
    {
        if (group.Count == 0 && _queue.Reader.TryRead(out var first))
        {
            // The transaction did not even begin; somebody has to hear of it, or all would wait for ever.
            group.Add(first);
        }

        try
        {
            _session.Forget();
            _session.Execute("ROLLBACK");
        }
        catch (SqliteFailure)
        {
            // SQLite has rolled back by itself, as it does when the disk is full.
        }

        foreach (var write in group)
        {
            write.Fail(CollectionErrors.StorageFailed(failure.Message));
        }
    }
}
