using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using WireSP.Wire;
using WireSP.Wire.Commands;

namespace WireSP.TestKit.Wire;

/// <summary>
/// A wire server without sockets: its clients are pipes in memory, the bytes and the connection loop are the real ones.
/// </summary>
public sealed class TestServer : IAsyncDisposable
{
    // Ended connections are forgotten now and then, so that a test may open very many.
    private const int ConnectionsKeptMax = 1000;

    private readonly List<Task> _connections = [];
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Starts a server that knows the built-in commands and these.</summary>
    public TestServer(WireServerOptions options, params IEnumerable<CommandRegistration> commands)
        : this(options, NullLogger.Instance, commands)
    {
    }

    /// <summary>Starts a server that logs to a logger of the test.</summary>
    public TestServer(WireServerOptions options, ILogger logger, IEnumerable<CommandRegistration> commands) =>
        Wire = new WireServer(options, commands, logger);

    /// <summary>The server.</summary>
    public WireServer Wire { get; }

    /// <summary>A client of a new server that knows the built-in commands and these.</summary>
    public static TestClient Connect(params IEnumerable<CommandRegistration> commands) =>
        new TestServer(new WireServerOptions(), commands).Connect(IPAddress.Loopback);

    /// <summary>A new connection to this server.</summary>
    public TestClient Connect() => Connect(IPAddress.Loopback);

    /// <summary>A new connection to this server, as if from an address.</summary>
    public TestClient Connect(IPAddress address)
    {
        var transport = new TestTransport(address, _stopping.Token);
        var serving = Wire.ServeAsync(transport);
        lock (_connections)
        {
            if (_connections.Count > ConnectionsKeptMax)
            {
                _ = _connections.RemoveAll(connection => connection.IsCompleted);
            }

            _connections.Add(serving);
        }

        return new TestClient(transport, serving);
    }

    /// <summary>Asks all connections to end, as a host does when it stops.</summary>
    public async Task StopAsync()
    {
        Wire.Dispose();
        await _stopping.CancelAsync();
        Task[] connections;
        lock (_connections)
        {
            connections = [.. _connections];
        }

        await Task.WhenAll(connections).WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }
}
