using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Commands.Collections;

public class FindCommandTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Fact]
    public async Task Finds_nothing()
    {
        var cursor = (
            await _client.RunAsync("""{ "find": "c", "filter": { "a": 1 }, "$db": "t" }"""))["cursor"].AsDocument;

        Assert.Equal("t.c", cursor["ns"].AsString);
        Assert.True(cursor["firstBatch"].AsArray.IsEmpty);
    }

    [Fact]
    public async Task Needs_the_name_of_a_collection() =>
        Assert.Equal(ErrorCode.InvalidNamespace, (await _client.RunAsync("""{ "find": 1 }""")).Error);
}
