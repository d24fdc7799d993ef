using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;
using WireSP.Wire.Authentication;
using WireSP.Wire.Commands;
using WireSP.Wire.Compression;
using WireSP.Wire.Connections;
using WireSP.Wire.Handshake;
using WireSP.Wire.Transport;

namespace WireSP.Wire;

/// <summary>
/// What all connections of one server share: commands, users, topology, limits. Serves any connection that Kestrel, or
/// a test, hands over.
/// </summary>
public sealed class WireServer : IDisposable
{
    private readonly WireServices _services;
    private readonly ConnectionLimiter _limiter;
    private readonly ConnectionWatch _watch;
    private long _lastConnectionId;

    /// <summary>Creates a server that knows the built-in commands and these.</summary>
    public WireServer(WireServerOptions options, IEnumerable<CommandRegistration> commands, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(commands);
        Topology = new ServerTopology(options.Clock);
        var authenticator = new Authenticator(
            options.Users, new LoginThrottle(options.Clock), options.InventedSaltKey);
        _limiter = new ConnectionLimiter(ConnectionsMax(options, logger), options.ConnectionsPerAddressMax);
        _watch = new ConnectionWatch(options.Clock);
        var host = new ServerFacts(options, Topology, _limiter);
        Commands = new CommandTable([.. BuiltInCommands.Create(host, authenticator, () => Commands!), .. commands]);
        var dispatcher = new CommandDispatcher(Commands, options.Users, logger, options.Clock);
        _services = new WireServices(
            options,
            dispatcher,
            authenticator,
            Compressors.Available,
            new ProtocolErrorLog(logger, options.Clock),
            logger);
    }

    /// <summary>All commands, sorted by name.</summary>
    public CommandTable Commands { get; }

    /// <summary>Connections that are open.</summary>
    public int ConnectionCount => _limiter.Count;

    /// <summary>What hello tells about this server; changes wake the clients that wait for one.</summary>
    internal ServerTopology Topology { get; }

    /// <summary>Serves one connection until the client or the host ends it.</summary>
    public async Task ServeAsync(ConnectionContext connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        var admission = _limiter.Enter(address);
        try
        {
            if (admission == ConnectionAdmission.Dropped)
            {
                connection.Abort();
                return;
            }

            await RunAsync(connection, admission == ConnectionAdmission.Refused);
        }
        finally
        {
            _limiter.Leave(address, admission);
        }
    }

    /// <summary>
    /// Wakes the clients that wait for a change, so that they learn of the end before their sockets close.
    /// </summary>
    public void Dispose()
    {
        Topology.Change();
        _watch.Dispose();
    }

    // Those over the cap are told so, for which they need a socket too.
    private static int ConnectionsMax(WireServerOptions options, ILogger logger)
    {
        var possible = OpenFileLimit.SocketsMax - WireLimits.RefusalsAtOnceMax;
        if (options.ConnectionsMax > possible)
        {
            logger.LogWarning(
                "The cap of {Wanted} connections is lowered to {Possible}: the system allows no more open files; raise "
                + "its limit (ulimit -n)",
                options.ConnectionsMax, Math.Max(1, possible));
        }

        return Math.Clamp(options.ConnectionsMax, 1, Math.Max(1, possible));
    }

    private async Task RunAsync(ConnectionContext transport, bool isRefused)
    {
        var client = new ClientContext
        {
            ConnectionId = Interlocked.Increment(ref _lastConnectionId),
            RemoteEndPoint = transport.RemoteEndPoint,
        };
        var stopping = transport.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested
            ?? CancellationToken.None;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(transport.ConnectionClosed, stopping);
        var deadline = new ConnectionDeadline(_services.Options.Clock, transport);
        var connection = new WireConnection(transport.Transport, client, _services, deadline)
        {
            IsRefused = isRefused,
        };
        using var watched = _watch.Add(deadline);
        using var registration = ending.Token.Register(connection.StopReading);
        await connection.RunAsync(ending.Token);
    }
}
