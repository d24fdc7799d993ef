using System.Net.Sockets;
using WireSP.Bson;
using WireSP.TestKit.Streaming;
using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Transport;

public class EpollTransportTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task One_byte_in_each_packet_is_the_same_message()
    {
        await using var server = await SocketServer.StartAsync();
        using var client = await SocketClient.ConnectAsync(server);
        foreach (var value in Ping(1))
        {
            await client.Stream.WriteAsync(new[] { value });
        }

        Assert.Equal(1, (await client.ReceiveAsync()).ResponseTo);
    }

    [Fact]
    public async Task Replies_that_nobody_reads_wait_and_then_all_arrive_in_order()
    {
        const int Count = 100_000;
        await using var server = await SocketServer.StartAsync();
        using var client = await SocketClient.ConnectAsync(server);
        var sending = Task.Run(async () =>
        {
            for (var id = 0; id < Count; id++)
            {
                await client.Stream.WriteAsync(Hello(id));
            }
        });
        using var other = await SocketClient.ConnectAsync(server);
        await other.Stream.WriteAsync(Ping(5));
        Assert.Equal(5, (await other.ReceiveAsync()).ResponseTo);

        for (var id = 0; id < Count; id++)
        {
            Assert.Equal(id, (await client.ReceiveAsync()).ResponseTo);
        }

        await sending.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_message_of_many_packets_arrives_whole_with_the_next_one_behind_it()
    {
        await using var server = await SocketServer.StartAsync();
        using var client = await SocketClient.ConnectAsync(server);
        var comment = new string('x', 3_000_000);
        var large = TestMessage.Command(
            1, ExtendedJson.Parse($$"""{ "ping": 1, "comment": "{{comment}}", "$db": "a" }"""));
        await client.Stream.WriteAsync(new ReadOnlyMemory<byte>([.. large, .. Ping(2)]));

        Assert.Equal(1, (await client.ReceiveAsync()).ResponseTo);
        Assert.Equal(2, (await client.ReceiveAsync()).ResponseTo);
    }

    [Fact]
    public async Task A_client_that_sends_no_more_still_gets_its_replies()
    {
        await using var server = await SocketServer.StartAsync();
        for (var round = 0; round < 20; round++)
        {
            using var client = await SocketClient.ConnectAsync(server);
            await client.Stream.WriteAsync(new ReadOnlyMemory<byte>([.. Ping(1), .. Ping(2)]));
            client.Socket.Shutdown(SocketShutdown.Send);

            Assert.Equal(1, (await client.ReceiveAsync()).ResponseTo);
            Assert.Equal(2, (await client.ReceiveAsync()).ResponseTo);
            Assert.True(await client.IsAtEndAsync());
        }
    }

    [Fact]
    public async Task A_client_that_leaves_ends_its_command()
    {
        var command = new WaitingCommand();
        await using var server = await SocketServer.StartAsync(null, command.Registration);
        using (var client = await SocketClient.ConnectAsync(server))
        {
            await client.Stream.WriteAsync(TestMessage.Command(1, ExtendedJson.Parse("""{ "wait": 1, "$db": "a" }""")));
            await command.Begun.Task.WaitAsync(Patience);
        }

        await command.Ended.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_command_that_blocks_its_thread_does_not_stop_other_connections()
    {
        using var blocking = new BlockingCommand();
        await using var server = await SocketServer.StartAsync(null, blocking.Registration);
        using var blocked = await SocketClient.ConnectAsync(server);
        await blocked.Stream.WriteAsync(Ping(1));
        _ = await blocked.ReceiveAsync();
        await blocked.Stream.WriteAsync(TestMessage.Command(2, ExtendedJson.Parse("""{ "block": 1, "$db": "a" }""")));
        await blocking.Begun.Task.WaitAsync(Patience);

        // As many as there may be loops, so that one of them shares the loop.
        for (var count = 0; count < 16; count++)
        {
            using var other = await SocketClient.ConnectAsync(server);
            await other.Stream.WriteAsync(Ping(3));
            Assert.Equal(3, (await other.ReceiveAsync()).ResponseTo);
        }

        blocking.Release();
        Assert.Equal(2, (await blocked.ReceiveAsync()).ResponseTo);
    }

    [Fact]
    public async Task A_client_that_says_nothing_before_authentication_is_cut_off()
    {
        var clock = new FakeClock();
        await using var server = await SocketServer.StartAsync(options =>
        {
            options.Clock = clock;
            options.Users = TestUsers.Store();
        });
        using var client = await SocketClient.ConnectAsync(server);
        await client.Stream.WriteAsync(Ping(1));
        _ = await client.ReceiveAsync();
        await client.Stream.WriteAsync(new ReadOnlyMemory<byte>(Ping(2), 0, 10));
        var end = client.IsAtEndAsync();
        while (!end.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.True(await end);
    }

    [Fact]
    public async Task A_client_that_never_reads_its_replies_is_cut_off()
    {
        var clock = new FakeClock();
        await using var server = await SocketServer.StartAsync(options => options.Clock = clock);
        using var client = await SocketClient.ConnectAsync(server);
        var sending = client.FloodAsync(Hello(1));
        while (!sending.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        _ = await Assert.ThrowsAsync<IOException>(() => sending);
    }

    [Fact]
    public async Task The_reason_for_closing_arrives_though_bytes_were_left_unread()
    {
        await using var server = await SocketServer.StartAsync();
        using var client = await SocketClient.ConnectAsync(server);
        var unknownFlags = TestMessage.Command(1, ExtendedJson.Parse("""{ "ping": 1, "$db": "a" }"""), flags: 0x8000);
        await client.Stream.WriteAsync(new ReadOnlyMemory<byte>([.. unknownFlags, .. new byte[40_000]]));

        var reply = await client.ReceiveAsync();
        Assert.Equal(1, reply.ResponseTo);
        Assert.False(reply.Reply.IsOk);
        Assert.True(await client.IsAtEndAsync());
    }

    [Fact]
    public async Task Connections_come_and_go_on_many_sockets_at_once()
    {
        await using var server = await SocketServer.StartAsync();
        for (var round = 0; round < 5; round++)
        {
            var clients = new List<SocketClient>();
            for (var count = 0; count < 100; count++)
            {
                clients.Add(await SocketClient.ConnectAsync(server));
                await clients[^1].Stream.WriteAsync(Ping(count));
            }

            for (var count = 0; count < clients.Count; count++)
            {
                Assert.Equal(count, (await clients[count].ReceiveAsync()).ResponseTo);
                clients[count].Dispose();
            }
        }

        await server.StopAsync().WaitAsync(Patience);
        Assert.Equal(0, server.Wire.ConnectionCount);
    }

    private static byte[] Ping(int id) =>
        TestMessage.Command(id, ExtendedJson.Parse("""{ "ping": 1, "$db": "admin" }"""));

    private static byte[] Hello(int id) =>
        TestMessage.Command(id, ExtendedJson.Parse("""{ "hello": 1, "$db": "admin" }"""));

    private sealed class WaitingCommand : ICommandHandler
    {
        private readonly TaskCompletionSource _never = new();

        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CommandRegistration Registration => new(new CommandSpec("wait"), this);

        public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
        {
            Begun.SetResult();
            try
            {
                await _never.Task.WaitAsync(cancellationToken);
                return CommandReply.Ok;
            }
            finally
            {
                Ended.SetResult();
            }
        }
    }

    private sealed class BlockingCommand : ICommandHandler, IDisposable
    {
        private readonly ManualResetEventSlim _released = new();

        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CommandRegistration Registration => new(new CommandSpec("block"), this);

        public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
        {
            Begun.SetResult();
            _released.Wait(cancellationToken);
            return new(CommandReply.Ok);
        }

        public void Release() => _released.Set();

        public void Dispose() => _released.Dispose();
    }
}
