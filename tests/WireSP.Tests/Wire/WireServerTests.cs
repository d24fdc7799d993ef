using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using WireSP.Bson;
using WireSP.TestKit.Wire;

namespace WireSP.Tests.Wire;

public class WireServerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly byte[] Ping =
        TestMessage.Command(7, ExtendedJson.Parse("""{ "ping": 1, "$db": "admin" }"""));

    [Fact]
    public async Task Serves_sockets()
    {
        await using var server = await SocketServer.StartAsync();
        using var client = await ConnectAsync(server);

        Assert.True((await PingAsync(client.GetStream())).Reply.IsOk);
    }

    [Fact]
    public async Task Stopping_ends_idle_connections_at_once()
    {
        var server = await SocketServer.StartAsync();
        using var client = await ConnectAsync(server);
        var stream = client.GetStream();
        _ = await PingAsync(stream);
        await server.StopAsync().WaitAsync(Patience);

        Assert.Equal(0, await stream.ReadAsync(new byte[1]).AsTask().WaitAsync(Patience));
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task F10_serves_TLS_when_there_is_a_certificate(SslProtocols protocol)
    {
        using var certificate = SelfSigned();
        await using var server = await SocketServer.StartAsync(options => options.Certificate = certificate);
        using var client = await ConnectAsync(server);
        await using var tls = await SecureAsync(client, protocol);

        Assert.True((await PingAsync(tls)).Reply.IsOk);
    }

    [Fact]
    public async Task F10_plain_bytes_on_a_TLS_port_get_no_reply()
    {
        using var certificate = SelfSigned();
        await using var server = await SocketServer.StartAsync(options => options.Certificate = certificate);
        using var client = await ConnectAsync(server);
        var stream = client.GetStream();
        await stream.WriteAsync(Ping);
        var buffer = new byte[64];
        var read = await ReadSomeAsync(stream, buffer);

        // A TLS alert may come, never a message of ours.
        Assert.True(read == 0 || buffer[0] == 0x15, $"{read} bytes, the first {buffer[0]}");
    }

    [Fact]
    public async Task F10_a_truncated_hello_ends_with_the_handshake_deadline()
    {
        using var certificate = SelfSigned();
        await using var server = await SocketServer.StartAsync(options =>
        {
            options.Certificate = certificate;
            options.PreAuthenticationDeadline = TimeSpan.FromSeconds(1);
        });
        using var client = await ConnectAsync(server);
        var stream = client.GetStream();
        await stream.WriteAsync(new byte[] { 0x16, 0x03, 0x01, 0x02 });

        Assert.Equal(0, await ReadSomeAsync(stream, new byte[64]));
    }

    private static async Task<TcpClient> ConnectAsync(SocketServer server)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server.EndPoint).WaitAsync(Patience);
        return client;
    }

    private static async Task<SslStream> SecureAsync(TcpClient client, SslProtocols protocol)
    {
        var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = protocol,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
        }).WaitAsync(Patience);
        return tls;
    }

    private static async Task<TestMessage> PingAsync(Stream stream)
    {
        await stream.WriteAsync(Ping);
        var length = new byte[4];
        await stream.ReadExactlyAsync(length).AsTask().WaitAsync(Patience);
        var message = new byte[BitConverter.ToInt32(length)];
        length.CopyTo(message, 0);
        await stream.ReadExactlyAsync(message.AsMemory(4)).AsTask().WaitAsync(Patience);
        return TestMessage.Parse(message);
    }

    private static async Task<int> ReadSomeAsync(Stream stream, byte[] buffer)
    {
        try
        {
            return await stream.ReadAsync(buffer).AsTask().WaitAsync(Patience);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null);
    }
}
