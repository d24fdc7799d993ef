using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Commands.Diagnostics;

public class GetCmdLineOptsCommandTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Fact]
    public async Task Tells_the_program_and_none_of_its_options()
    {
        var reply = await _client.RunAsync("""{ "getCmdLineOpts": 1 }""");

        Assert.Equal(1, reply["argv"].AsArray.Count());
        Assert.True(reply["parsed"].AsDocument.IsEmpty);
    }

    [Fact]
    public async Task Is_refused_elsewhere_than_on_admin()
    {
        var reply = await _client.RunAsync("""{ "getCmdLineOpts": 1, "$db": "test" }""");

        Assert.Equal(ErrorCode.Unauthorized, reply.Error);
        Assert.Equal("getCmdLineOpts may only be run against the admin database.", reply.Message);
    }
}
