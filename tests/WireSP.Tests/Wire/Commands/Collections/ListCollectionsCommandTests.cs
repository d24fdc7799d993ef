using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Commands.Collections;

public class ListCollectionsCommandTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Fact]
    public async Task Lists_none()
    {
        var reply = await _client.RunAsync(
            """{ "listCollections": 1, "filter": {}, "cursor": {}, "nameOnly": true, "$db": "foo" }""");
        var cursor = reply["cursor"].AsDocument;

        Assert.Equal("foo.$cmd.listCollections", cursor["ns"].AsString);
        Assert.Equal(0L, cursor["id"].AsInt64);
        Assert.True(cursor["firstBatch"].AsArray.IsEmpty);
    }

    [Fact]
    public async Task Refuses_unknown_fields_and_names_none_when_none_is_near() => Assert.Equal(
        ErrorCode.IDLUnknownField, (await _client.RunAsync("""{ "listCollections": 1, "x": 1 }""")).Error);
}
