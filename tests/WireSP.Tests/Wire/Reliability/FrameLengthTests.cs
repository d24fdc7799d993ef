using WireSP.TestKit.Wire;
using WireSP.Wire;

namespace WireSP.Tests.Wire.Reliability;

public class FrameLengthTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(48_000_001)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public async Task F1_an_impossible_length_closes_the_connection_without_a_reply(int length)
    {
        await _client.SendAsync(TestMessage.Header(length, 1, TestMessage.OpMsg, 0, 0, 0, 0));

        Assert.Null(await _client.TryReceiveAsync());
        await _client.WaitForEndAsync();
    }

    [Theory]
    [InlineData(16)]
    [InlineData(19)]
    public async Task F1_a_message_too_short_for_its_parts_closes_the_connection(int length)
    {
        await _client.SendAsync(TestMessage.Header(length, 1, TestMessage.OpMsg, 0, 0, 0, 0).AsMemory(0, length));

        Assert.Null(await _client.TryReceiveAsync());
    }

    [Fact]
    public async Task F1_nothing_is_allocated_from_a_claimed_length()
    {
        const int Clients = 20;
        var header = TestMessage.Header(WireLimits.MessageSizeBytesMax, 1, TestMessage.OpMsg, 0);
        await using var server = new TestServer(new WireServerOptions());
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var index = 0; index < Clients; index++)
        {
            var client = server.Connect();
            await client.SendAsync(header);
            client.Close();
            await client.WaitForEndAsync();
        }

        // Other tests allocate meanwhile: some MB, where claims that were believed would take 960.
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.InRange(allocated, 0, (long)Clients * WireLimits.MessageSizeBytesMax / 2);
    }

    [Fact]
    public async Task F1_before_authentication_a_message_over_64_KiB_closes_the_connection()
    {
        await using var server = TestUsers.Server();
        var client = server.Connect();
        await client.SendAsync(TestMessage.Header(64 * 1024 + 1, 1, TestMessage.OpMsg));

        Assert.Null(await client.TryReceiveAsync());
    }

    [Fact]
    public async Task F1_after_authentication_a_message_over_64_KiB_is_taken()
    {
        await using var server = TestUsers.Server();
        var client = server.Connect();
        await TestUsers.LogInAsync(client, "admin");
        var reply = await client.RunAsync($$"""{ "ping": 1, "comment": "{{new string('x', 100_000)}}" }""");

        Assert.True(reply.IsOk);
    }
}
