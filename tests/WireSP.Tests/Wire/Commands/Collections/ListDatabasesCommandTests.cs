using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Commands.Collections;

public class ListDatabasesCommandTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Fact]
    public async Task Lists_admin()
    {
        var reply = await _client.RunAsync("""{ "listDatabases": 1 }""");

        Assert.Equal("admin", reply["databases"].AsArray[0].AsDocument["name"].AsString);
        Assert.True(reply["databases"].AsArray[0].AsDocument["empty"].AsBoolean);
        Assert.Equal(0L, reply["totalSize"].AsInt64);
    }

    [Fact]
    public async Task Lists_names_only_on_request()
    {
        var reply = await _client.RunAsync("""{ "listDatabases": 1, "nameOnly": true }""");

        Assert.Equal(1, reply["databases"].AsArray[0].AsDocument.CountElements());
        Assert.True(reply["totalSize"].IsMissing);
    }

    [Fact]
    public async Task Is_refused_elsewhere_than_on_admin() => Assert.Equal(
        ErrorCode.Unauthorized, (await _client.RunAsync("""{ "listDatabases": 1, "$db": "test" }""")).Error);
}
