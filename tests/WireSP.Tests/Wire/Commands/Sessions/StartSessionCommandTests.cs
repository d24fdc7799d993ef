using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Commands.Sessions;

public class StartSessionCommandTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Fact]
    public async Task Gives_a_new_id_each_time()
    {
        var first = await _client.RunAsync("""{ "startSession": 1 }""");
        var second = await _client.RunAsync("""{ "startSession": 1 }""");

        Assert.Equal(4, first["id"].AsDocument["id"].BinarySubtype);
        Assert.Equal(30, first["timeoutMinutes"].AsInt32);
        Assert.NotEqual(Id(first), Id(second));
    }

    private static Guid Id(TestReply reply) => new(reply["id"].AsDocument["id"].AsBinary, bigEndian: true);

    [Fact]
    public async Task Refuses_unknown_fields() =>
        Assert.Equal(ErrorCode.IDLUnknownField, (await _client.RunAsync("""{ "startSession": 1, "x": 1 }""")).Error);
}
