using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Commands.Diagnostics;

public class HostInfoCommandTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Fact]
    public async Task Describes_the_machine()
    {
        var reply = await _client.RunAsync("""{ "hostInfo": 1 }""");

        Assert.True(reply.IsOk);
        Assert.Equal(Environment.ProcessorCount, reply["system"].AsDocument["numCores"].AsInt32);
        Assert.True(reply["system"].AsDocument["memSizeMB"].AsInt64 > 0);
    }

    [Fact]
    public async Task A_user_needs_the_privilege_to_look_at_the_server()
    {
        await using var server = TestUsers.Server();
        await using var client = server.Connect();

        Assert.Equal(ErrorCode.Unauthorized, (await client.RunAsync("""{ "hostInfo": 1 }""")).Error);
    }
}
