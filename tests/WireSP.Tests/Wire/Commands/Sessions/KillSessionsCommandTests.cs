using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Commands.Sessions;

public class KillSessionsCommandTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Theory]
    [InlineData("""{ "killSessions": [] }""")]
    [InlineData("""{ "killSessions": [{ "id": 1 }] }""")]
    public async Task Takes_any_list_of_sessions(string command) =>
        Assert.True((await _client.RunAsync(command)).IsOk);

    [Fact]
    public async Task Refuses_what_is_no_list() =>
        Assert.Equal(ErrorCode.TypeMismatch, (await _client.RunAsync("""{ "killSessions": "x" }""")).Error);
}
