using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace WireSP.TestKit.Connectors.MongoDb;

/// <summary>
/// Takes TLS connections for a server that has none, asks each client for its certificate, and keeps whose it was.
/// Any certificate will do, and none, too.
/// </summary>
internal sealed class TlsFront : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly X509Certificate2 _certificate;
    private readonly IPEndPoint _server;
    private readonly Task _accepting;

    /// <summary>Begins to accept.</summary>
    /// <param name="server">The server.</param>
    /// <param name="certificateFile">The certificate and key to show.</param>
    public TlsFront(IPEndPoint server, string certificateFile)
    {
        _server = server;
        _certificate = X509Certificate2.CreateFromPemFile(certificateFile);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Address for clients, <c>HOST:PORT</c>.</summary>
    public string Address => _listener.LocalEndpoint.ToString()!;

    /// <summary>The subjects of the certificates that clients showed.</summary>
    public ConcurrentQueue<string> Clients { get; } = [];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections);
        _certificate.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // It was told to end.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var secured = new SslStream(client.GetStream());
                await secured.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions
                    {
                        ServerCertificate = _certificate,
                        ClientCertificateRequired = true,
                        RemoteCertificateValidationCallback = (_, shown, _, _) => Keep(shown),
                    },
                    _end.Token);
                using var server = new TcpClient();
                await server.ConnectAsync(_server, _end.Token);
                var plain = server.GetStream();
                _ = await Task.WhenAny(
                    secured.CopyToAsync(plain, _end.Token), plain.CopyToAsync(secured, _end.Token));
            }
            catch (Exception exception) when (IsEnd(exception))
            {
                // One of both went away, or did not like the other's certificate.
            }
        }
    }

    private bool Keep(X509Certificate? shown)
    {
        if (shown is not null)
        {
            Clients.Enqueue(shown.Subject);
        }

        return true;
    }

    private static bool IsEnd(Exception exception) => exception
        is OperationCanceledException or ObjectDisposedException or SocketException or IOException
        or System.Security.Authentication.AuthenticationException;
}
