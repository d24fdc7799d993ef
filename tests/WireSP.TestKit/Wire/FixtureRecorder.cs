using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace WireSP.TestKit.Wire;

/// <summary>
/// Stands between a real client and a server and writes down every message of every connection as a commented dump:
/// <c>folder/connection/01-request.hex</c>, <c>01-reply.hex</c>, and so on.
/// </summary>
public sealed class FixtureRecorder : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<RecordedConnection> _connections = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly IPEndPoint _server;
    private readonly Task _accepting;

    /// <summary>Starts to record what passes to a server.</summary>
    public FixtureRecorder(IPEndPoint server)
    {
        _server = server;
        _listener.Start();
        EndPoint = (IPEndPoint)_listener.LocalEndpoint;
        _accepting = AcceptAsync();
    }

    /// <summary>Where clients connect.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Writes a folder for each connection, numbered in the order they came.</summary>
    public void Write(string folder, string client)
    {
        var number = 0;
        foreach (var connection in _connections)
        {
            connection.Write(Path.Combine(folder, $"connection-{++number}"), client);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var running = new List<Task>();
        try
        {
            while (true)
            {
                running.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            await server.ConnectAsync(_server, _stopping.Token);
            var recorded = new RecordedConnection();
            _connections.Enqueue(recorded);
            var up = PumpAsync(client.GetStream(), server.GetStream(), recorded.TakeFromClient);
            var down = PumpAsync(server.GetStream(), client.GetStream(), recorded.TakeFromServer);
            await Task.WhenAny(up, down);
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, Action<ReadOnlySpan<byte>> take)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int count;
            while ((count = await from.ReadAsync(buffer, _stopping.Token)) > 0)
            {
                take(buffer.AsSpan(0, count));
                await to.WriteAsync(buffer.AsMemory(0, count), _stopping.Token);
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One side has gone; the other is closed with it.
        }
    }
}
