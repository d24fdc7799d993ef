using WireSP.TestKit.Wire;

namespace WireSP.Tests.Wire.Reliability;

public class HelloAbuseTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Theory]
    [InlineData("\"client\": { \"application\": { \"name\": \"{long}\" } }")]
    [InlineData("\"client\": 5")]
    [InlineData("\"client\": []")]
    [InlineData("\"helloOk\": \"yes\"")]
    [InlineData("\"helloOk\": null")]
    [InlineData("\"loadBalanced\": { \"a\": 1 }")]
    [InlineData("\"saslSupportedMechs\": 5")]
    [InlineData("\"saslSupportedMechs\": \"nodot\"")]
    [InlineData("\"saslSupportedMechs\": \".\"")]
    [InlineData("\"saslSupportedMechs\": \"{long}\"")]
    [InlineData("\"speculativeAuthenticate\": { \"saslStart\": 1 }")]
    [InlineData("\"speculativeAuthenticate\": { \"saslStart\": 1, \"mechanism\": { \"a\": [1] }, \"payload\": null }")]
    [InlineData("\"speculativeAuthenticate\": { \"saslStart\": 1, \"mechanism\": \"\\u0000\", \"payload\": \"x\" }")]
    [InlineData("\"speculativeAuthenticate\": { \"saslStart\": 1, \"mechanism\": \"{long}\", \"payload\": \"x\" }")]
    [InlineData("\"compression\": [null, 5, {}, [], \"\\u0000\", \"{long}\"]")]
    [InlineData("\"unknownToThisServer\": { \"x\": [1, 2, 3] }")]
    public async Task F9_hello_answers_whatever_stands_in_its_fields(string fields)
    {
        var text = fields.Replace("{long}", new string('n', 20_000), StringComparison.Ordinal);
        var reply = await _client.RunAsync("{ \"hello\": 1, " + text + " }");

        Assert.True(reply.IsOk);
        Assert.True((await _client.RunAsync("""{ "ping": 1 }""")).IsOk);
    }

    [Fact]
    public async Task F9_ten_thousand_compressors_agree_on_each_once()
    {
        var names = string.Join(',', Enumerable.Repeat("\"zlib\",\"lz4\"", 5000));
        var reply = await _client.RunAsync("{ \"hello\": 1, \"compression\": [" + names + "] }");

        Assert.Equal(1, reply["compression"].AsArray.Count());
    }

    [Fact]
    public async Task F9_a_second_client_document_is_ignored()
    {
        Assert.True((await _client.RunAsync("""{ "hello": 1, "client": { "driver": { "name": "a" } } }""")).IsOk);
        Assert.True((await _client.RunAsync("""{ "hello": 1, "client": { "driver": { "name": "b" } } }""")).IsOk);
    }
}
