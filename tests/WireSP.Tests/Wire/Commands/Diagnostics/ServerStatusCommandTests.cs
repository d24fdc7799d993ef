using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Commands.Diagnostics;

public class ServerStatusCommandTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Fact]
    public async Task Counts_connections()
    {
        var reply = await _client.RunAsync("""{ "serverStatus": 1, "locks": 0 }""");

        Assert.Equal(1, reply["connections"].AsDocument["current"].AsInt32);
        Assert.Equal(1999, reply["connections"].AsDocument["available"].AsInt32);
        Assert.Equal(1L, reply["connections"].AsDocument["totalCreated"].AsInt64);
        Assert.Null(reply.Error);
    }

    [Fact]
    public async Task Tells_uptime_by_the_clock_of_the_server()
    {
        var clock = new TestKit.Streaming.FakeClock();
        await using var server = new TestServer(new() { Clock = clock });
        await using var client = server.Connect();
        clock.Advance(TimeSpan.FromSeconds(7));
        var reply = await client.RunAsync("""{ "serverStatus": 1 }""");

        Assert.Equal(7.0, reply["uptime"].AsDouble);
        Assert.Equal(7000L, reply["uptimeMillis"].AsInt64);
        Assert.Equal(default(ErrorCode?), reply.Error);
    }
}
