using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WireSP.Wire;
using WireSP.Wire.Commands;

namespace WireSP.TestKit.Wire;

/// <summary>A wire server on Kestrel and a free port of 127.0.0.1, as a host runs it.</summary>
public sealed class SocketServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private readonly ConcurrentDictionary<EndPoint, ConnectionContext> _connections;

    private SocketServer(
        WebApplication application, IPEndPoint endPoint, ConcurrentDictionary<EndPoint, ConnectionContext> connections)
    {
        _application = application;
        _connections = connections;
        EndPoint = endPoint;
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>The wire server behind the sockets.</summary>
    public WireServer Wire => _application.Services.GetRequiredService<WireServer>();

    /// <summary>Starts a server.</summary>
    public static Task<SocketServer> StartAsync(
        Action<WireServerOptions>? configure = null, params IEnumerable<CommandRegistration> commands) =>
        StartAsync(configure, commands, port: 0);

    /// <summary>Starts a server on a port.</summary>
    public static async Task<SocketServer> StartAsync(
        Action<WireServerOptions>? configure, IEnumerable<CommandRegistration> commands, int port)
    {
        ArgumentNullException.ThrowIfNull(commands);
        var connections = new ConcurrentDictionary<EndPoint, ConnectionContext>();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddLogging(logging => logging.ClearProviders());
        foreach (var command in commands)
        {
            builder.Services.AddSingleton(command);
        }

        builder.Services.AddWireServer((_, options) => configure?.Invoke(options));
        ListenOptions? wire = null;
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(
                kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
                {
                    listen.Use(next => connection => ServeAsync(next, connection, connections));
                    wire = listen.UseWireServer();
                }));
        var application = builder.Build();
        await application.StartAsync();
        return new SocketServer(application, wire!.IPEndPoint!, connections);
    }

    /// <summary>Cuts a client's connection.</summary>
    public void Abort(EndPoint client)
    {
        if (_connections.TryGetValue(client, out var connection))
        {
            connection.Abort();
        }
    }

    /// <summary>Stops it as a host does: connections are asked to end first.</summary>
    public Task StopAsync() => _application.StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private static async Task ServeAsync(
        ConnectionDelegate next,
        ConnectionContext connection,
        ConcurrentDictionary<EndPoint, ConnectionContext> connections)
    {
        var client = connection.RemoteEndPoint!;
        connections[client] = connection;
        try
        {
            await next(connection);
        }
        finally
        {
            _ = connections.TryRemove(client, out _);
        }
    }
}
