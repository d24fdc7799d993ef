using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Commands.Diagnostics;

public class GetLogCommandTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Fact]
    public async Task The_start_up_warnings_are_empty()
    {
        var reply = await _client.RunAsync("""{ "getLog": "startupWarnings" }""");

        Assert.True(reply.IsOk);
        Assert.Equal(0, reply["totalLinesWritten"].AsInt32);
        Assert.True(reply["log"].AsArray.IsEmpty);
    }

    [Fact]
    public async Task A_star_lists_the_logs() =>
        Assert.Equal(2, (await _client.RunAsync("""{ "getLog": "*" }"""))["names"].AsArray.Count());

    [Theory]
    [InlineData("""{ "getLog": "nope" }""", ErrorCode.OperationFailed)]
    [InlineData("""{ "getLog": 1 }""", ErrorCode.TypeMismatch)]
    [InlineData("""{ "getLog": "*", "$db": "test" }""", ErrorCode.Unauthorized)]
    public async Task Refuses(string command, ErrorCode code) =>
        Assert.Equal(code, (await _client.RunAsync(command)).Error);
}
