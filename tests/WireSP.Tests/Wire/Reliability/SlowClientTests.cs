using WireSP.Bson;
using WireSP.TestKit.Streaming;
using WireSP.TestKit.Wire;
using WireSP.Wire;

namespace WireSP.Tests.Wire.Reliability;

public sealed class SlowClientTests : IAsyncDisposable
{
    private static readonly byte[] Ping =
        TestMessage.Command(1, ExtendedJson.Parse("""{ "ping": 1, "$db": "admin" }"""));

    private readonly FakeClock _clock = new();
    private readonly TestServer _open;
    private readonly TestServer _closed;

    public SlowClientTests()
    {
        _open = new TestServer(new WireServerOptions { Clock = _clock });
        _closed = new TestServer(new WireServerOptions { Clock = _clock, Users = TestUsers.Store() });
    }

    [Fact]
    public async Task F7_before_authentication_a_header_that_is_never_completed_has_ten_seconds()
    {
        var client = _closed.Connect();
        await client.SendAsync(Ping.AsMemory(0, 10));
        await PassAsync(client, seconds: 9);
        Assert.Null(client.AbortReason);
        await PassAsync(client, seconds: 3);

        await client.WaitForEndAsync();
        Assert.Equal("deadline passed: a whole message before authentication", client.AbortReason);
    }

    [Fact]
    public async Task F7_a_client_that_says_nothing_has_ten_seconds_too()
    {
        var client = _closed.Connect();
        _clock.Advance(TimeSpan.FromSeconds(12));

        await client.WaitForEndAsync();
        Assert.NotNull(client.AbortReason);
    }

    [Fact]
    public async Task F7_a_body_of_one_byte_a_second_ends_with_the_deadline()
    {
        var client = _closed.Connect();
        var sent = 0;
        while (client.AbortReason is null)
        {
            await client.SendAsync(Ping.AsMemory(sent++, 1));
            await PassAsync(client, seconds: 1);
        }

        await client.WaitForEndAsync();
        Assert.InRange(sent, 10, 12);
    }

    [Fact]
    public async Task F7_a_monitor_that_never_logs_in_may_be_silent_between_messages()
    {
        var client = _closed.Connect();
        Assert.True((await client.RunAsync("""{ "hello": 1 }""")).IsOk);
        await PassAsync(client, seconds: 60);
        Assert.True((await client.RunAsync("""{ "hello": 1 }""")).IsOk);
    }

    [Fact]
    public async Task F7_an_idle_connection_ends_after_half_an_hour()
    {
        var client = _open.Connect();
        Assert.True((await client.RunAsync("""{ "ping": 1 }""")).IsOk);
        await PassAsync(client, seconds: 1790);
        Assert.True((await client.RunAsync("""{ "ping": 1 }""")).IsOk);
        await PassAsync(client, seconds: 1802);

        await client.WaitForEndAsync();
        Assert.Equal("deadline passed: the next message", client.AbortReason);
    }

    [Fact]
    public async Task F7_a_large_message_may_take_its_time_while_it_makes_progress()
    {
        var client = _open.Connect();
        var message = TestMessage.Command(
            1, ExtendedJson.Parse($$"""{ "ping": 1, "comment": "{{new string('x', 300_000)}}", "$db": "admin" }"""));
        for (var sent = 0; sent < message.Length; sent += 70_000)
        {
            await client.SendAsync(message.AsMemory(sent, Math.Min(70_000, message.Length - sent)));
            await PassAsync(client, seconds: sent + 70_000 < message.Length ? 20 : 0);
        }

        Assert.True((await client.ReceiveAsync()).Reply.IsOk);
    }

    [Fact]
    public async Task F7_a_client_that_never_reads_its_replies_is_cut_off()
    {
        var client = _open.Connect();
        var hello = TestMessage.Command(1, ExtendedJson.Parse("""{ "hello": 1, "$db": "admin" }"""));
        var packet = new List<byte>();
        for (var count = 0; count < 1000; count++)
        {
            packet.AddRange(hello);
        }

        var sending = client.SendAsync(packet.ToArray());
        _ = await client.ReceiveAsync();
        while (client.AbortReason is null)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await sending;
        await client.WaitForEndAsync();
        Assert.Equal("deadline passed: reading replies", client.AbortReason);
    }

    public async ValueTask DisposeAsync()
    {
        await _open.DisposeAsync();
        await _closed.DisposeAsync();
    }

    // The server takes what was sent on another thread; the clock moves only when it has come to rest.
    private async Task PassAsync(TestClient client, int seconds)
    {
        await client.WaitForQuietAsync();
        _clock.Advance(TimeSpan.FromSeconds(seconds));
    }
}
