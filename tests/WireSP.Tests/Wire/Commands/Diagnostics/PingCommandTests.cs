using WireSP.Bson;
using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Commands.Diagnostics;

public class PingCommandTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Theory]
    [InlineData("admin")]
    [InlineData("test")]
    public async Task Answers_on_every_database(string database)
    {
        var reply = await _client.RunAsync($$"""{ "ping": 1, "$db": "{{database}}" }""");

        Assert.Equal(ExtendedJson.Parse("""{ "ok": { "$numberDouble": "1" } }""").Span, reply.Document.Span);
    }

    [Fact]
    public async Task An_unknown_field_is_refused_and_the_connection_goes_on()
    {
        Assert.Equal(ErrorCode.IDLUnknownField, (await _client.RunAsync("""{ "ping": 1, "pong": 1 }""")).Error);
        Assert.True((await _client.RunAsync("""{ "ping": 1 }""")).IsOk);
    }
}
