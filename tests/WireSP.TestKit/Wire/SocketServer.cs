using System.Net;
using Microsoft.AspNetCore.Builder;
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

    private SocketServer(WebApplication application, IPEndPoint endPoint)
    {
        _application = application;
        EndPoint = endPoint;
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>The wire server behind the sockets.</summary>
    public WireServer Wire => _application.Services.GetRequiredService<WireServer>();

    /// <summary>Starts a server.</summary>
    public static async Task<SocketServer> StartAsync(
        Action<WireServerOptions>? configure = null, params IEnumerable<CommandRegistration> commands)
    {
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
                kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => wire = listen.UseWireServer()));
        var application = builder.Build();
        await application.StartAsync();
        return new SocketServer(application, wire!.IPEndPoint!);
    }

    /// <summary>Stops it as a host does: connections are asked to end first.</summary>
    public Task StopAsync() => _application.StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}
