using System.Diagnostics;
using WireSP.Connectors.MongoDb.Native;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// The clients of one connection, behind one discovery of its cluster. Opens at the first use; an opening that failed
/// is tried again at the next.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="clock">Clock of the pauses before something is tried again.</param>
internal sealed class MongoClientPool(MongoConnection connection, TimeProvider clock) : IDisposable
{
    // Long enough for every call that ends by itself, and not so long that a processor seems to hang.
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private Task<OpenPool>? _opening;

    /// <summary>The connection.</summary>
    public MongoConnection Connection => connection;

    /// <summary>Clock of the pauses before something is tried again.</summary>
    public TimeProvider Clock => clock;

    /// <summary>Runs a call with a client of its own, on a thread of its own.</summary>
    /// <exception cref="Streaming.StreamProcessorException">The call fails, or the pool cannot be opened.</exception>
    public async Task<T> RunAsync<T>(Func<MongoClient, T> call, CancellationToken cancellationToken)
    {
        var client = await RentAsync(cancellationToken).ConfigureAwait(false);
        return await RunAsync(
            () =>
            {
                using (client)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    return call(client);
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a call on a thread of its own.</summary>
    /// <exception cref="Streaming.StreamProcessorException">The call fails.</exception>
    public async Task<T> RunAsync<T>(Func<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return await BlockingCalls.Shared.RunAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (MongoException failure)
        {
            throw MongoErrors.From(connection.Name, failure, MongoUri.Hint(connection, failure));
        }
    }

    /// <summary>Takes a client, waiting for a while when all are out. Who has one must not wait for another.</summary>
    /// <exception cref="Streaming.StreamProcessorException">The pool cannot be opened, or none came back.</exception>
    public async Task<MongoClient> RentAsync(CancellationToken cancellationToken)
    {
        var open = await OpenAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!open.Free.Wait(0, CancellationToken.None))
        {
            await WaitAsync(open, cancellationToken).ConfigureAwait(false);
        }

        var handle = MongoClientHandle.TryPop(open.Handle, () => open.Free.Release());
        return new MongoClient(
            handle ?? throw new UnreachableException("the pool counts its clients as we do"), open.ReadPreference);
    }

    /// <summary>Lets the native pool end once all clients are back; does not wait for it.</summary>
    public void Dispose()
    {
        Task<OpenPool>? opening;
        lock (_gate)
        {
            opening = _opening;
            _opening = null;
        }

        if (opening is not null)
        {
            _ = BlockingCalls.Shared.RunAsync(() => Close(opening), CancellationToken.None);
        }
    }

    // Runs on a thread that may wait: a pool takes up to a connection attempt to open and to end.
    private static bool Close(Task<OpenPool> opening)
    {
        var open = opening.GetAwaiter().GetResult();
        open.ReadPreference.Dispose();
        open.Handle.Dispose();
        return true;
    }

    private async Task WaitAsync(OpenPool open, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(WaitMax, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await open.Free.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw MongoErrors.NoClient(connection.Name, open.Size, WaitMax);
        }
    }

    private Task<OpenPool> OpenAsync()
    {
        lock (_gate)
        {
            if (_opening is null or { IsFaulted: true })
            {
                _opening = BlockingCalls.Shared.RunAsync(Open, CancellationToken.None);
            }

            return _opening;
        }
    }

    private unsafe OpenPool Open()
    {
        using var uri = MongoUri.Parse(connection);
        MongoUri.CheckFiles(connection, uri);
        NativeError error;
        var pool = Libmongoc.PoolNew(uri, &error);
        if (pool.IsInvalid)
        {
            var failure = new MongoException((MongoErrorDomain)error.Domain, (int)error.Code, error.Text, default);
            throw failure.Domain == MongoErrorDomain.Stream
                ? MongoErrors.From(connection.Name, failure)
                : MongoErrors.Options(connection.Name, failure.Message);
        }

        var size = MongoUri.PoolSize(uri);
        Libmongoc.PoolMaxSize(pool, (uint)size);
        _ = Libmongoc.PoolSetErrorApi(pool, Libmongoc.ErrorApiVersion);
        return new OpenPool(pool, MongoReadPreference.Of(uri), size, new SemaphoreSlim(size));
    }

    private sealed record OpenPool(
        MongoPoolHandle Handle, ReadPreferenceHandle ReadPreference, int Size, SemaphoreSlim Free);
}
