using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Commands.Sessions;

public class KillCursorsCommandTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Fact]
    public async Task Finds_no_cursor()
    {
        var reply = await _client.RunAsync("""{ "killCursors": "c", "cursors": [{ "$numberLong": "5" }] }""");

        Assert.Equal(5L, reply["cursorsNotFound"].AsArray[0].AsInt64);
        Assert.True(reply["cursorsKilled"].AsArray.IsEmpty);
    }

    [Theory]
    [InlineData("""{ "killCursors": "c" }""", ErrorCode.IDLFailedToParse)]
    [InlineData("""{ "killCursors": "c", "cursors": 1 }""", ErrorCode.TypeMismatch)]
    public async Task Refuses(string command, ErrorCode code) =>
        Assert.Equal(code, (await _client.RunAsync(command)).Error);
}
