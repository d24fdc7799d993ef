using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Commands.Collections;

public class AggregateCommandTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Fact]
    public async Task What_the_shell_asks_at_its_start_finds_nothing()
    {
        var reply = await _client.RunAsync(
            """
            { "aggregate": "atlascli", "cursor": {}, "pipeline": [
                { "$match": { "managedClusterType": "atlasCliLocalDevCluster" } },
                { "$group": { "_id": 1, "n": { "$sum": 1 } } }] }
            """);

        Assert.Equal("admin.atlascli", reply["cursor"].AsDocument["ns"].AsString);
        Assert.True(reply["cursor"].AsDocument["firstBatch"].AsArray.IsEmpty);
    }

    [Theory]
    [InlineData("""{ "aggregate": "c" }""", ErrorCode.IDLFailedToParse)]
    [InlineData("""{ "aggregate": "c", "pipeline": 1 }""", ErrorCode.TypeMismatch)]
    [InlineData("""{ "aggregate": "c", "pipeline": [1] }""", ErrorCode.FailedToParse)]
    [InlineData("""{ "aggregate": "c", "pipeline": [{}] }""", ErrorCode.FailedToParse)]
    [InlineData("""{ "aggregate": "c", "pipeline": [{ "$out": "x" }] }""", ErrorCode.NotImplemented)]
    [InlineData("""{ "aggregate": 1, "pipeline": [] }""", ErrorCode.InvalidNamespace)]
    public async Task Refuses(string command, ErrorCode code) =>
        Assert.Equal(code, (await _client.RunAsync(command)).Error);
}
