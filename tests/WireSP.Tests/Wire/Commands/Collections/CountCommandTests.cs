using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Commands.Collections;

public class CountCommandTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Fact]
    public async Task Counts_nothing() =>
        Assert.Equal(0, (await _client.RunAsync("""{ "count": "c", "query": {} }"""))["n"].AsInt32);

    [Fact]
    public async Task Needs_the_name_of_a_collection() =>
        Assert.Equal(ErrorCode.InvalidNamespace, (await _client.RunAsync("""{ "count": "" }""")).Error);
}
