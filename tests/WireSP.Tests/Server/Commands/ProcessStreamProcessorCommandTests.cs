using WireSP.Server.Workspace;
using WireSP.Streaming;
using WireSP.TestKit.Server;
using WireSP.TestKit.Streaming;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands;

public sealed class ProcessStreamProcessorCommandTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task The_output_comes_by_the_cursor_in_order()
    {
        Enqueue(7);
        var (name, cursor) = await ProcessAsync(_workspace);

        var documents = new List<int>();
        while (documents.Count < 7)
        {
            var reply = await SampleClient.MoreAsync(_workspace.Client, name, cursor);
            var batch = SampleClient.Numbers(reply);
            Assert.InRange(batch.Count, 0, 5);
            Assert.Equal(cursor, reply["cursorId"].AsInt64);
            documents.AddRange(batch);
        }

        Assert.Equal(Enumerable.Range(0, 7), documents);
    }

    [Fact]
    public async Task Nothing_is_dropped_however_slow_the_reader_is()
    {
        const int Count = 5000;
        Enqueue(Count);
        var (name, cursor) = await ProcessAsync(_workspace);

        var documents = new List<int>();
        while (documents.Count < Count)
        {
            documents.AddRange(SampleClient.Numbers(
                await SampleClient.MoreAsync(_workspace.Client, name, cursor, ", \"batchSize\": 1000")));
        }

        Assert.Equal(Enumerable.Range(0, Count), documents);
    }

    [Fact]
    public async Task The_name_is_opaque_and_not_listed()
    {
        var (name, _) = await ProcessAsync(_workspace);

        Assert.Matches("^[0-9a-f]{24}$", name);
        Assert.Empty(await _workspace.ListAsync());
    }

    [Fact]
    public async Task A_dropped_one_is_gone_with_its_cursor()
    {
        var (name, cursor) = await ProcessAsync(_workspace);

        await _workspace.MustAsync($$"""{ "dropStreamProcessor": "{{name}}" }""");

        var reply = await SampleClient.MoreAsync(_workspace.Client, name, cursor);
        Assert.Equal(ErrorCode.CommandFailed, reply.Error);
        AssertNothingIsLeft(_workspace);
    }

    [Fact]
    public async Task A_drop_does_not_wait_for_a_reader_that_is_gone()
    {
        Enqueue(10_000);
        var (name, cursor) = await ProcessAsync(_workspace);
        await SampleClient.MoreAsync(_workspace.Client, name, cursor);

        await _workspace.MustAsync($$"""{ "dropStreamProcessor": "{{name}}" }""");
    }

    [Fact]
    public async Task A_failure_is_the_error_of_the_next_read_after_which_the_processor_is_gone()
    {
        var (name, cursor) = await ProcessAsync(_workspace);
        _workspace.Connector.ReadFailure =
            new StreamProcessorException(419, FailureDomain.External, RetryPolicy.WithBackoff, "boom");

        var reply = await SampleClient.MoreAsync(_workspace.Client, name, cursor);
        while (reply.IsOk)
        {
            reply = await SampleClient.MoreAsync(_workspace.Client, name, cursor);
        }

        Assert.Equal(ErrorCode.CommandFailed, reply.Error);
        Assert.Contains("stream processor failed: boom", reply.Message, StringComparison.Ordinal);
        AssertNothingIsLeft(_workspace);
    }

    [Fact]
    public async Task One_that_nobody_reads_is_given_up_after_a_minute()
    {
        var clock = new FakeClock();
        await using var workspace = await TestWorkspace.StartAsync(new TestWorkspaceOptions { Clock = clock });
        _ = await ProcessAsync(workspace);
        clock.Advance(TimeSpan.FromSeconds(60));
        WorkspaceUpkeep.Sweep(workspace.Workspace, clock);
        Assert.Single(workspace.Workspace.Processors);

        clock.Advance(TimeSpan.FromSeconds(1));
        WorkspaceUpkeep.Sweep(workspace.Workspace, clock);

        await TestWorkspace.UntilAsync("it is gone", () => Task.FromResult(workspace.Workspace.Processors.Count == 0));
    }

    [Fact]
    public async Task After_ten_minutes_the_server_ends_it_with_a_last_batch()
    {
        var clock = new FakeClock();
        await using var workspace = await TestWorkspace.StartAsync(new TestWorkspaceOptions { Clock = clock });
        var (name, cursor) = await ProcessAsync(workspace);
        for (var i = 0; i < 10; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(59));
            await SampleClient.MoreAsync(workspace.Client, name, cursor, clock: clock);
        }

        // From here on any read may be the last one, whether this sweep or the workspace's own ends the processor.
        clock.Advance(TimeSpan.FromSeconds(59));
        WorkspaceUpkeep.Sweep(workspace.Workspace, clock);
        await TestWorkspace.UntilAsync(
            "the cursor is at its end",
            async () =>
            {
                var reply = await SampleClient.MoreAsync(workspace.Client, name, cursor, clock: clock);
                return reply["cursorId"].AsInt64 == 0;
            });
        await workspace.MustAsync($$"""{ "dropStreamProcessor": "{{name}}" }""");
        AssertNothingIsLeft(workspace);
    }

    [Theory]
    [InlineData("\"p\"", ErrorCode.TypeMismatch)]
    [InlineData("[]", ErrorCode.StreamProcessorInvalidOptions)]
    [InlineData(
        """[{ "$source": { "connectionName": "in" } }], "options": { "tier": "SP7" }""", ErrorCode.InvalidOptions)]
    [InlineData("""[{ "$source": { "connectionName": "in" } }], "opts": {}""", ErrorCode.IDLUnknownField)]
    public async Task A_malformed_request_is_refused_and_leaves_nothing_behind(string argument, ErrorCode expected)
    {
        Assert.Equal(expected, (await _workspace.RunAsync($$"""{ "processStreamProcessor": {{argument}} }""")).Error);
        AssertNothingIsLeft(_workspace);
    }

    private void Enqueue(int count) => SampleClient.Enqueue(_workspace, count);

    private static void AssertNothingIsLeft(TestWorkspace workspace)
    {
        Assert.Empty(workspace.Workspace.Processors);
        Assert.Equal(0, workspace.Workspace.Cursors.Count);
    }

    private static async Task<(string Name, long Cursor)> ProcessAsync(TestWorkspace workspace)
    {
        var reply = await workspace.MustAsync(
            """{ "processStreamProcessor": [{ "$source": { "connectionName": "in" } }] }""");
        return (reply["name"].AsString, reply["cursorId"].AsInt64);
    }
}
