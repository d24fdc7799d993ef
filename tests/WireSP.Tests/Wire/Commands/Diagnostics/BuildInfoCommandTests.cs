using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Commands.Diagnostics;

public class BuildInfoCommandTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Theory]
    [InlineData("buildInfo")]
    [InlineData("buildinfo")]
    public async Task Tells_the_version_by_both_spellings(string name)
    {
        var reply = await _client.RunAsync($$"""{ "{{name}}": 1 }""");

        Assert.True(reply.IsOk);
        Assert.Equal("8.0.0", reply["version"].AsString);
        Assert.Equal(8, reply["versionArray"].AsArray[0].AsInt32);
        Assert.Equal(4, reply["versionArray"].AsArray.Count());
        Assert.Equal(16777216, reply["maxBsonObjectSize"].AsInt32);
    }

    [Fact]
    public async Task Any_other_spelling_is_another_command() =>
        Assert.Equal(ErrorCode.CommandNotFound, (await _client.RunAsync("""{ "BuildInfo": 1 }""")).Error);
}
