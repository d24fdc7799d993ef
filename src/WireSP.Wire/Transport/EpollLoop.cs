namespace WireSP.Wire.Transport;

/// <summary>
/// A thread that waits for its connections and serves those that have something to do, one after the other: what is
/// done there must be short. Lives as long as the process.
/// </summary>
internal sealed class EpollLoop
{
    private const int EventsAtOnceMax = 256;

    private static readonly Lazy<EpollLoop[]> Loops = new(Start);
    private static int _lastLoop;

    [ThreadStatic]
    private static EpollLoop? _current;

    private readonly Lock _lock = new();
    private readonly int _set = Epoll.Create();
    private readonly Stack<int> _freeSlots = new();
    private readonly Queue<EpollConnection> _again = new();
    private EpollConnection?[] _connections = new EpollConnection?[64];
    private int _generation;

    /// <summary>Whether the caller runs on any loop, where others wait until it is done.</summary>
    public static bool IsAnyCurrent => _current is not null;

    /// <summary>Whether the caller runs on this loop.</summary>
    public bool IsCurrent => _current == this;

    /// <summary>The loop that takes the next connection.</summary>
    public static EpollLoop Next()
    {
        var loops = Loops.Value;
        return loops[(uint)Interlocked.Increment(ref _lastLoop) % (uint)loops.Length];
    }

    /// <summary>Begins to serve a connection.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    public void Add(EpollConnection connection)
    {
        lock (_lock)
        {
            if (!_freeSlots.TryPop(out var slot))
            {
                slot = GrowConnections();
            }

            // The upper half tells an event of this connection from a late one of the slot's connection before it.
            connection.Token = ((long)++_generation << 32) | (uint)slot;
            Volatile.Write(ref _connections[slot], connection);
        }

        try
        {
            Epoll.Register(_set, connection.Descriptor, connection.Token);
        }
        catch
        {
            Forget(connection);
            throw;
        }
    }

    /// <summary>Ends to serve a connection; its socket is still open.</summary>
    public void Remove(EpollConnection connection)
    {
        Epoll.Unregister(_set, connection.Descriptor);
        Forget(connection);
    }

    /// <summary>Serves a connection once more, after the others that wait; called on the loop's own thread.</summary>
    public void ServeAgain(EpollConnection connection) => _again.Enqueue(connection);

    private static EpollLoop[] Start()
    {
        // Half of the processors: the others are for clients, stream processors and the thread pool.
        var loops = new EpollLoop[Math.Clamp(Environment.ProcessorCount / 2, 1, 16)];
        for (var index = 0; index < loops.Length; index++)
        {
            var loop = loops[index] = new EpollLoop();
            new Thread(loop.Run) { IsBackground = true, Name = $"connections {index}" }.Start();
        }

        return loops;
    }

    private void Run()
    {
        _current = this;
        var events = new byte[EventsAtOnceMax * EpollEvent.Size];
        while (true)
        {
            var count = Epoll.Wait(_set, events, isWaiting: _again.Count == 0);
            for (var index = 0; index < count; index++)
            {
                var readiness = EpollEvent.Read(events.AsSpan(index * EpollEvent.Size), out var token);
                var connection = Volatile.Read(ref Volatile.Read(ref _connections)[(int)(uint)token]);
                if (connection?.Token == token)
                {
                    connection.OnReady(readiness);
                }
            }

            for (var left = _again.Count; left > 0; left--)
            {
                _again.Dequeue().OnReady(EpollReadiness.Input);
            }
        }
    }

    private int GrowConnections()
    {
        var connections = _connections;
        var grown = new EpollConnection?[connections.Length * 2];
        connections.CopyTo(grown, 0);
        for (var slot = grown.Length - 1; slot > connections.Length; slot--)
        {
            _freeSlots.Push(slot);
        }

        Volatile.Write(ref _connections, grown);
        return connections.Length;
    }

    private void Forget(EpollConnection connection)
    {
        lock (_lock)
        {
            var slot = (int)(uint)connection.Token;
            _connections[slot] = null;
            _freeSlots.Push(slot);
        }
    }
}
