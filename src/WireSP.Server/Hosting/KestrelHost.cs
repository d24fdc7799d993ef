using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WireSP.Server.Commands;
using WireSP.Server.Commands.Collections;
using WireSP.Server.Configuration;
using WireSP.Wire;

namespace WireSP.Server.Hosting;

/// <summary>Kestrel with the two endpoints of a server, and nothing of a web application beyond.</summary>
/// <param name="Application">The host.</param>
/// <param name="WireEndPoint">Where the wire protocol is served.</param>
internal sealed record KestrelHost(WebApplication Application, IPEndPoint WireEndPoint)
{
    // How long the end of the server waits for connections to close; what they asked for has been answered by then.
    private static readonly TimeSpan ConnectionGrace = TimeSpan.FromSeconds(5);

    /// <summary>Starts it.</summary>
    /// <exception cref="StartException">An address cannot be listened on, or the certificate cannot be
    /// used.</exception>
    public static async Task<KestrelHost> StartAsync(
        ServerSettings settings,
        OpenWorkspace workspace,
        ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ConnectionGrace);
        AddWire(builder.Services, settings, workspace, loggers);
        ListenOptions? wire = null;
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(settings.Listen, listen => wire = listen.UseWireServer());
            if (settings.Http is { } http)
            {
                kestrel.Listen(http, listen => listen.Protocols = HttpProtocols.Http1);
            }
        });
        if (settings.Tls is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        var application = builder.Build();
        application.Run(context => HttpEndpoint.HandleAsync(context, workspace.Workspace));
        try
        {
            await application.StartAsync(cancellationToken);
            return new KestrelHost(application, wire!.IPEndPoint!);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            await application.DisposeAsync();
            throw CannotListen(settings, exception);
        }
    }

    private static void AddWire(
        IServiceCollection services,
        ServerSettings settings,
        OpenWorkspace workspace,
        ILoggerFactory loggers)
    {
        var logger = loggers.CreateLogger<StreamServer>();
        foreach (var command in StreamCommandTable.Create(workspace.Workspace, TimeProvider.System, logger))
        {
            services.AddSingleton(command);
        }

        foreach (var command in CollectionCommandTable.Create(workspace.Collections))
        {
            services.AddSingleton(command);
        }

        var certificate = CertificateFile.Load(settings.Tls);
        var users = UserCatalog.Create(settings.Users);
        services.AddWireServer((_, options) =>
        {
            options.Users = users;
            options.Certificate = certificate;
            options.ConnectionsMax = settings.Limits.Connections;
            options.ConnectionsPerAddressMax = settings.Limits.ConnectionsPerAddress;
            options.InventedSaltKey = workspace.Store.Secret;
        });
    }

    private static StartException CannotListen(ServerSettings settings, Exception exception)
    {
        var isHttp = settings.Http is { } http && exception.Message.Contains(http.ToString(), StringComparison.Ordinal);
        var (address, option) = isHttp ? (settings.Http, "--http (or --http off)") : (settings.Listen, "--listen");
        var cause = exception is IOException
            ? "the port is taken by another process; stop that one"
            : $"{exception.Message}; make it possible";
        return new StartException(
            $"cannot listen on {address}: {cause} or choose another address with {option}", exception);
    }
}
