namespace WireSP.Connectors.MongoDb;

/// <summary>
/// Threads for calls that block: never those of the thread pool, which others wait for. A thread is made when none is
/// idle; a few idle ones are kept. Cancelling ends the wait at once and leaves the call to end by itself.
/// </summary>
internal sealed class BlockingCalls
{
    private const int IdleThreadsMax = 4;

    private readonly Queue<Action> _waiting = new();
    private int _idle;
    private int _threads;

    /// <summary>The threads of this process.</summary>
    public static BlockingCalls Shared { get; } = new();

    /// <summary>How many threads there are now.</summary>
    public int ThreadCount => Volatile.Read(ref _threads);

    /// <summary>Runs a call on a thread of its own.</summary>
    /// <param name="call">The call; made in any case, so that it can give back what it was given.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<T> RunAsync<T>(Func<T> call, CancellationToken cancellationToken)
    {
        var waiting = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource<T>)state!).TrySetCanceled(token), waiting);
        Post(() =>
        {
            Make(call, waiting);
            registration.Dispose();
        });
        return waiting.Task;
    }

    private static void Make<T>(Func<T> call, TaskCompletionSource<T> waiting)
    {
        try
        {
            _ = waiting.TrySetResult(call());
        }
        catch (Exception exception)
        {
            // Reported to whoever waits; of an abandoned call nobody wants to hear.
            _ = waiting.TrySetException(exception);
        }
    }

    private void Post(Action work)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(work);
            if (_waiting.Count > _idle)
            {
                _threads++;
                _idle++;
                new Thread(Serve) { IsBackground = true, Name = "blocking calls" }.Start();
            }

            Monitor.Pulse(_waiting);
        }
    }

    private void Serve()
    {
        while (true)
        {
            Action work;
            lock (_waiting)
            {
                while (_waiting.Count == 0)
                {
                    _ = Monitor.Wait(_waiting);
                }

                work = _waiting.Dequeue();
                _idle--;
            }

            work();
            lock (_waiting)
            {
                if (_idle >= IdleThreadsMax)
                {
                    _threads--;
                    return;
                }

                _idle++;
            }
        }
    }
}
