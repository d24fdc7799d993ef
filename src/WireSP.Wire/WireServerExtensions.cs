using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WireSP.Wire.Commands;
using WireSP.Wire.Connections;
using WireSP.Wire.Transport;

namespace WireSP.Wire;

/// <summary>Puts the wire server into a host.</summary>
public static class WireServerExtensions
{
    /// <summary>
    /// Adds the server. Its commands are the built-in ones and every <see cref="CommandRegistration"/> and
    /// <see cref="IEnumerable{T}"/> of them that the host has registered.
    /// </summary>
    public static IServiceCollection AddWireServer(
        this IServiceCollection services, Action<IServiceProvider, WireServerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.AddSingleton(provider =>
        {
            var options = new WireServerOptions();
            configure(provider, options);
            return options;
        });
        services.AddSingleton(provider => new WireServer(
            provider.GetRequiredService<WireServerOptions>(),
            provider.GetServices<CommandRegistration>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger<WireServer>()));
        services.AddSingleton<WireConnectionHandler>();

        // Short commands run where their bytes arrive; a hop to another thread would cost more than the command.
        services.Configure<SocketTransportOptions>(options => options.UnsafePreferInlineScheduling = true);
        services.AddSingleton(provider => new EpollTransport(provider.GetRequiredService<WireServerOptions>().Clock));

        // Kestrel asks the last one first, and adds its own only where there is none.
        services.AddSingleton<IConnectionListenerFactory, SocketTransportFactory>();
        services.AddSingleton<IConnectionListenerFactory>(provider => provider.GetRequiredService<EpollTransport>());
        return services;
    }

    /// <summary>Serves the wire protocol on an endpoint, with TLS when the server has a certificate.</summary>
    public static ListenOptions UseWireServer(this ListenOptions listen)
    {
        ArgumentNullException.ThrowIfNull(listen);
        var options = listen.ApplicationServices.GetRequiredService<WireServerOptions>();
        if (options.Certificate is { } certificate)
        {
            listen.UseHttps(https =>
            {
                https.ServerCertificate = certificate;
                https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
                https.HandshakeTimeout = options.PreAuthenticationDeadline;
            });
        }
        else
        {
            // Encrypting takes longer than a hop to another thread and would stop the other connections of a loop.
            listen.ApplicationServices.GetRequiredService<EpollTransport>().Take(listen.EndPoint);
        }

        listen.UseConnectionHandler<WireConnectionHandler>();
        return listen;
    }
}
