using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Commands.Diagnostics;

public class WhatsMyUriCommandTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Fact]
    public async Task Tells_address_and_port()
    {
        var reply = await _client.RunAsync("""{ "whatsmyuri": 1 }""");

        Assert.Equal("127.0.0.1:50000", reply["you"].AsString);
        Assert.Null(reply.Error);
    }

    [Fact]
    public async Task Its_name_is_lower_case() =>
        Assert.Equal(ErrorCode.CommandNotFound, (await _client.RunAsync("""{ "whatsMyUri": 1 }""")).Error);
}
