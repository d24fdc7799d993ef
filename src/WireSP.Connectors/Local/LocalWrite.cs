using WireSP.Connectors.Local.Sqlite;

namespace WireSP.Connectors.Local;

/// <summary>An operation that waits for the writer, and whoever waits for it.</summary>
internal abstract class LocalWrite
{
    /// <summary>Runs the operation.</summary>
    /// <returns>False when it failed: what it did has to be taken back.</returns>
    public abstract bool TryRun(LocalTransaction transaction);

    /// <summary>Says that what was done is on disk.</summary>
    public abstract void Complete();

    /// <summary>Says that nothing was done.</summary>
    public abstract void Fail(Exception failure);
}

/// <summary>An operation with a result.</summary>
internal sealed class LocalWrite<T>(Func<LocalTransaction, T> work, CancellationToken cancellationToken) : LocalWrite
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;
    private Exception? _failure;

    public Task<T> Task => _done.Task;

    /// <inheritdoc/>
    public override bool TryRun(LocalTransaction transaction)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            _result = work(transaction);
            return true;
        }
        catch (SqliteFailure failure)
        {
            _failure = CollectionErrors.StorageFailed(failure.Message);
            return false;
        }
#pragma warning disable CA1031 // Handed to whoever asked.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _failure = failure;
            return false;
        }
    }

    /// <inheritdoc/>
    public override void Complete()
    {
        if (_failure is null)
        {
            _done.SetResult(_result);
        }
        else
        {
            _done.SetException(_failure);
        }
    }

    /// <inheritdoc/>
    public override void Fail(Exception failure) => _done.TrySetException(_failure ?? failure);
}
