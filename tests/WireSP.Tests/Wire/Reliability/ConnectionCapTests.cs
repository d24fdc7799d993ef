using System.Net;
using WireSP.Bson;
using WireSP.TestKit.Wire;
using WireSP.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Reliability;

public class ConnectionCapTests
{
    private readonly TestServer _server =
        new(new WireServerOptions { ConnectionsMax = 3, ConnectionsPerAddressMax = 2 });

    [Fact]
    public async Task F8_one_more_connection_from_an_address_is_told_to_come_back_later()
    {
        var first = _server.Connect();
        _ = _server.Connect();
        await AssertRefusedAsync(_server.Connect());

        Assert.True((await _server.Connect(IPAddress.Parse("10.0.0.1")).RunAsync("""{ "ping": 1 }""")).IsOk);
        await AssertRefusedAsync(_server.Connect(IPAddress.Parse("10.0.0.2")));
        Assert.True((await first.RunAsync("""{ "ping": 1 }""")).IsOk);
    }

    [Fact]
    public async Task F8_an_OP_QUERY_hello_is_refused_as_OP_REPLY()
    {
        _ = _server.Connect();
        _ = _server.Connect();
        var client = _server.Connect();
        await client.SendAsync(TestMessage.Query(1, ExtendedJson.Parse("""{ "isMaster": 1 }""")));

        Assert.Equal(TestMessage.OpReply, (await client.ReceiveAsync()).OpCode);
    }

    [Fact]
    public async Task F8_a_place_that_becomes_free_is_given_again()
    {
        var first = _server.Connect();
        _ = _server.Connect();
        await first.DisposeAsync();

        Assert.True((await _server.Connect().RunAsync("""{ "ping": 1 }""")).IsOk);
        Assert.Equal(2, _server.Wire.ConnectionCount);
    }

    [Fact]
    public async Task F8_a_storm_is_dropped_without_a_word_and_the_others_are_served()
    {
        var served = _server.Connect();
        _ = _server.Connect();
        for (var count = 0; count < WireLimits.RefusalsAtOnceMax; count++)
        {
            _ = _server.Connect();
        }

        for (var count = 0; count < 1000; count++)
        {
            await _server.Connect().WaitForEndAsync();
        }

        Assert.True((await served.RunAsync("""{ "ping": 1 }""")).IsOk);
        Assert.Equal(2, _server.Wire.ConnectionCount);
    }

    private static async Task AssertRefusedAsync(TestClient client)
    {
        var reply = await client.RunAsync("""{ "hello": 1 }""");

        Assert.Equal(ErrorCode.RateLimitExceeded, reply.Error);
        Assert.Equal("SystemOverloadedError", reply["errorLabels"].AsArray[0].AsString);
        Assert.Equal("RetryableError", reply["errorLabels"].AsArray[1].AsString);
        Assert.Null(await client.TryReceiveAsync());
    }
}
