using System.Net.Sockets;
using WireSP.Bson;
using WireSP.TestKit.Bson;
using WireSP.TestKit.Wire;

namespace WireSP.Tests.Wire;

public sealed class FixtureRecorderTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    public async Task Writes_down_each_message_of_each_connection()
    {
        var request = TestMessage.Query(5, ExtendedJson.Parse(
            """{ "isMaster": 1, "client": { "os": { "type": "Linux", "version": "6.1.9-kernel" } } }"""));
        await using var server = await SocketServer.StartAsync();
        await using (var recorder = new FixtureRecorder(server.EndPoint))
        {
            using var client = new TcpClient();
            await client.ConnectAsync(recorder.EndPoint);
            await client.GetStream().WriteAsync(request);
            var reply = new byte[4096];
            _ = await client.GetStream().ReadAtLeastAsync(reply, 100).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
            recorder.Write(_folder, "a socket");
        }

        var text = await File.ReadAllTextAsync(Path.Combine(_folder, "connection-1", "01-request.hex"));
        var recorded = HexBytes.Parse(text);
        Assert.StartsWith("# a socket, OP_QUERY, ", text, StringComparison.Ordinal);
        Assert.Equal(request.Length, recorded.Length);
        Assert.Contains("\"version\":\"000000000000\"", text, StringComparison.Ordinal);
        var answered = TestMessage.Parse(
            HexBytes.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "connection-1", "01-reply.hex"))));
        Assert.Equal((TestMessage.OpReply, 5), (answered.OpCode, answered.ResponseTo));
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
