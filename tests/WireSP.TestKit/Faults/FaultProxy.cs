using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace WireSP.TestKit.Faults;

/// <summary>
/// Stands between clients and a server on 127.0.0.1 and cuts, tears, half-closes, silences and delays connections
/// behind random bytes, as its seed says. Once it has no faults, connections that it holds are left alone.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<ProxiedConnection, Task> _connections = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Random _random;
    private readonly Task _accepting;
    private volatile bool _isFaulty;
    private volatile IPEndPoint _target;
    private int _faults;

    /// <summary>Begins to accept, without faults.</summary>
    /// <param name="target">The server.</param>
    /// <param name="seed">Decides the fate of each connection.</param>
    public FaultProxy(IPEndPoint target, int seed)
    {
        _target = target;
        _random = new Random(seed);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Address for clients, <c>HOST:PORT</c>.</summary>
    public string Address => _listener.LocalEndPoint!.ToString()!;

    /// <summary>The server of connections made from now on.</summary>
    public IPEndPoint Target
    {
        get => _target;
        set => _target = value;
    }

    /// <summary>Whether connections meet faults, those that are there already included.</summary>
    public bool IsFaulty
    {
        get => _isFaulty;
        set => _isFaulty = value;
    }

    /// <summary>Connections that met their fault so far.</summary>
    public int FaultCount => Volatile.Read(ref _faults);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        foreach (var (connection, _) in _connections)
        {
            connection.Tear();
        }

        await Task.WhenAll(_connections.Values);
        _end.Dispose();
    }

    /// <summary>Whether a connection whose fault is due meets it, and counts it.</summary>
    internal bool TryFault()
    {
        if (_isFaulty)
        {
            Interlocked.Increment(ref _faults);
        }

        return _isFaulty;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync(_end.Token);
                var plan = _isFaulty ? FaultPlan.Draw(_random) : FaultPlan.None;
                var connection = new ProxiedConnection(this, client, plan);
                var served = connection.ServeAsync(_target, _end.Token);
                _ = _connections.TryAdd(connection, served);
                _ = served.ContinueWith(
                    _ => _connections.TryRemove(connection, out var _), TaskScheduler.Default);
            }
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // It was told to end.
        }
    }
}
