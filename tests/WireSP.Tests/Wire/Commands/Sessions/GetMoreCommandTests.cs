using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Commands.Sessions;

public class GetMoreCommandTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Theory]
    [InlineData("""{ "getMore": { "$numberLong": "5" }, "collection": "c" }""", ErrorCode.CursorNotFound)]
    [InlineData("""{ "getMore": "x", "collection": "c" }""", ErrorCode.TypeMismatch)]
    public async Task Finds_no_cursor(string command, ErrorCode code) =>
        Assert.Equal(code, (await _client.RunAsync(command)).Error);
}
