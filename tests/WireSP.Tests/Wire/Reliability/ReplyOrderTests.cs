using WireSP.Bson;
using WireSP.TestKit.Streaming;
using WireSP.TestKit.Wire;
using WireSP.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Reliability;

public sealed class ReplyOrderTests : IAsyncDisposable
{
    private readonly FakeClock _clock = new();
    private readonly WaitCommand _wait = new();
    private readonly TestServer _server;
    private readonly TestClient _client;

    public ReplyOrderTests()
    {
        _server = new TestServer(
            new WireServerOptions { Clock = _clock }, new CommandRegistration(WaitCommand.Spec, _wait));
        _client = _server.Connect();
    }

    [Fact]
    public async Task F11_replies_keep_the_order_of_the_requests_and_do_not_wait_for_a_later_one()
    {
        await _client.SendAsync(new byte[][] { Command("ping", 1), Command("wait", 2), Command("ping", 3) }
            .SelectMany(bytes => bytes).ToArray());

        Assert.Equal(1, (await _client.ReceiveAsync()).ResponseTo);
        await _wait.Started;
        _wait.Release();
        Assert.Equal(2, (await _client.ReceiveAsync()).ResponseTo);
        Assert.Equal(3, (await _client.ReceiveAsync()).ResponseTo);
    }

    [Theory]
    [InlineData("ping")]
    [InlineData("nosuch")]
    public async Task F11_a_request_with_more_to_come_gets_no_reply_not_even_an_error(string name)
    {
        await _client.SendAsync(Command(name, 1, flags: 2));
        await _client.SendAsync(Command("ping", 2));

        Assert.Equal(2, (await _client.ReceiveAsync()).ResponseTo);
    }

    [Fact]
    public async Task F11_a_malformed_request_with_more_to_come_gets_no_reply()
    {
        await _client.SendAsync(TestMessage.Message(1, TestMessage.OpMsg, [2, 0, 0, 0]));
        await _client.SendAsync(Command("ping", 2));

        Assert.Equal(2, (await _client.ReceiveAsync()).ResponseTo);
    }

    [Fact]
    public async Task F11_a_command_ends_when_its_client_goes_away()
    {
        await _client.SendAsync(Command("wait", 1));
        await _wait.Started;
        _client.Close();

        await _wait.Cancelled;
        await _client.WaitForEndAsync();
    }

    [Fact]
    public async Task F11_a_command_ends_with_91_when_the_server_stops()
    {
        await _client.SendAsync(Command("wait", 1));
        await _wait.Started;
        var stopping = _server.StopAsync();

        Assert.Equal(ErrorCode.ShutdownInProgress, (await _client.ReceiveAsync()).Reply.Error);
        await stopping;
    }

    [Fact]
    public async Task F11_an_exhaust_hello_streams_replies_that_answer_one_another()
    {
        var hello = await _client.RunAsync("""{ "hello": 1 }""");
        await _client.SendAsync(TestMessage.Command(77, Awaitable(hello), flags: 1 << 16));
        var responseTo = 77;
        for (var reply = 1; reply <= 3; reply++)
        {
            await NextTimer();
            _clock.Advance(TimeSpan.FromSeconds(10));
            var message = await _client.ReceiveAsync();
            Assert.Equal((responseTo, 2u), (message.ResponseTo, message.Flags));
            responseTo = message.RequestId;
        }

        _server.Wire.Topology.Change();
        Assert.Equal(1L, Counter(await _client.ReceiveAsync()));
        await NextTimer();
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1L, Counter(await _client.ReceiveAsync()));
        _client.Close();
        await _client.WaitForEndAsync();
    }

    [Fact]
    public async Task F11_exhaust_that_is_not_allowed_or_not_awaitable_gets_one_reply()
    {
        await _client.SendAsync(Command("ping", 1, flags: 1 << 16));
        Assert.Equal(0u, (await _client.ReceiveAsync()).Flags);
        await _client.SendAsync(Command("hello", 2, flags: 1 << 16));
        Assert.Equal(0u, (await _client.ReceiveAsync()).Flags);
        var hello = await _client.RunAsync("""{ "hello": 1 }""");
        await _client.SendAsync(TestMessage.Command(3, Awaitable(hello)));
        await NextTimer();
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0u, (await _client.ReceiveAsync()).Flags);
        Assert.True((await _client.RunAsync("""{ "ping": 1 }""")).IsOk);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static byte[] Command(string name, int id, uint flags = 0) =>
        TestMessage.Command(id, ExtendedJson.Parse($$"""{ "{{name}}": 1, "$db": "admin" }"""), flags);

    private static long Counter(TestMessage message) =>
        message.Reply["topologyVersion"].AsDocument["counter"].AsInt64;

    private static BsonDocument Awaitable(TestReply hello) => new BsonDocumentBuilder
    {
        { "hello", 1 },
        { "topologyVersion", hello["topologyVersion"] },
        { "maxAwaitTimeMS", 10_000 },
        { "$db", "admin" },
    }.ToDocument();

    // The server's watch has a timer of its own, so the wait is the second one.
    private async Task NextTimer()
    {
        while (_clock.WaitingTimers < 2)
        {
            await Task.Yield();
        }
    }

    private sealed class WaitCommand : ICommandHandler
    {
        public static readonly CommandSpec Spec = new("wait") { Summary = "Waits until it is released." };

        private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Started => _started.Task;

        public Task Cancelled => _cancelled.Task;

        public void Release() => _released.SetResult();

        public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
        {
            _started.SetResult();
            try
            {
                await _released.Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                _cancelled.SetResult();
                throw;
            }

            return BsonDocument.Empty;
        }
    }
}
