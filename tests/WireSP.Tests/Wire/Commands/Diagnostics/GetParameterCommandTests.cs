using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Commands.Diagnostics;

public class GetParameterCommandTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Fact]
    public async Task Tells_the_feature_compatibility_version()
    {
        var reply = await _client.RunAsync("""{ "getParameter": 1, "featureCompatibilityVersion": 1 }""");

        Assert.Equal("8.0", reply["featureCompatibilityVersion"].AsDocument["version"].AsString);
        Assert.True(reply["authenticationMechanisms"].IsMissing);
    }

    [Fact]
    public async Task A_star_gives_all() =>
        Assert.Equal(3, (await _client.RunAsync("""{ "getParameter": "*" }""")).Document.CountElements());

    [Theory]
    [InlineData("""{ "getParameter": "foo" }""")]
    [InlineData("""{ "getParameter": 1, "nope": 1 }""")]
    public async Task An_unknown_parameter_is_an_error(string command)
    {
        var reply = await _client.RunAsync(command);

        Assert.Equal(ErrorCode.InvalidOptions, reply.Error);
        Assert.Equal("no option found to get", reply.Message);
    }
}
