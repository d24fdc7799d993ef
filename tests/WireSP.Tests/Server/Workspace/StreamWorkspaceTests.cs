using WireSP.Server.Workspace;
using WireSP.Streaming;
using WireSP.TestKit.Server;
using WireSP.TestKit.Streaming;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Workspace;

public class StreamWorkspaceTests
{
    [Fact]
    public async Task After_a_restart_what_was_started_starts_again_and_goes_on_where_it_stood()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.CreateAsync("kept");
        await workspace.StartProcessorAsync("running");
        SampleClient.Enqueue(workspace, 3);
        await TestWorkspace.UntilAsync("all are out", () => Task.FromResult(workspace.Connector.Output.Count == 3));

        await workspace.RestartAsync();

        await workspace.UntilStateAsync("running", "STARTED");
        await workspace.UntilStateAsync("kept", "CREATED");
        Assert.Equal([null, 3], workspace.Connector.OpenedAt.Select(position => position?["count"].AsInt32));
        var stats = (await workspace.MustAsync("""{ "getStreamProcessorStats": "running" }"""))["stats"].AsDocument;
        Assert.Equal(3L, stats["outputMessageCount"].AsInt64);
    }

    [Fact]
    public async Task What_was_stopped_or_failed_stays_so_after_a_restart()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.StartProcessorAsync("stopped");
        await workspace.MustAsync("""{ "stopStreamProcessor": "stopped" }""");
        await workspace.CreateAsync("failed");
        workspace.Connector.OpenFailures.Enqueue(
            new StreamProcessorException(420, FailureDomain.User, RetryPolicy.Never, "no such topic"));
        await workspace.MustAsync("""{ "startStreamProcessor": "failed" }""");
        await workspace.UntilStateAsync("failed", "FAILED");

        await workspace.RestartAsync();

        await workspace.UntilStateAsync("stopped", "STOPPED");
        await workspace.UntilStateAsync("failed", "FAILED");
        Assert.Equal(
            "no such topic", (await workspace.DescribeAsync("failed"))["errorMsg"].AsString);
    }

    [Fact]
    public async Task A_processor_whose_connection_is_gone_after_a_restart_is_failed_with_the_reason()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.MustAsync("""{ "createStreamConnection": "k", "connection": { "type": "Test" } }""");
        await workspace.CreateAsync(
            "p", """[{ "$source": { "connectionName": "k" } }, { "$emit": { "connectionName": "out" } }]""");
        await workspace.MustAsync("""{ "startStreamProcessor": "p" }""");
        await workspace.Workspace.Connections.DropAsync("k", CancellationToken.None);

        await workspace.RestartAsync();

        await workspace.UntilStateAsync("p", "FAILED");
        Assert.Contains(
            "connection named k does not exist",
            (await workspace.DescribeAsync("p"))["errorMsg"].AsString,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_processor_that_does_not_end_keeps_the_server_up_for_a_while_only()
    {
        var clock = new FakeClock();
        await using var workspace = await TestWorkspace.StartAsync(new TestWorkspaceOptions { Clock = clock });
        await workspace.StartProcessorAsync("p");
        var closes = new TaskCompletionSource();
        workspace.Connector.SinkCloses = closes.Task;

        var restarted = workspace.RestartAsync();
        while (!restarted.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await restarted;
        closes.SetResult();
        await workspace.UntilStateAsync("p", "STARTED");
    }

    [Fact]
    public async Task An_outage_is_waited_out_and_says_so_meanwhile()
    {
        var clock = new FakeClock();
        await using var workspace = await TestWorkspace.StartAsync(new TestWorkspaceOptions { Clock = clock });
        workspace.Connector.OpenFailures.Enqueue(BrokerDown());
        workspace.Connector.OpenFailures.Enqueue(BrokerDown());
        await workspace.StartProcessorAsync("p");
        await workspace.UntilStateAsync("p", "PROVISIONING");
        var description = await workspace.DescribeAsync("p");
        Assert.Equal("broker down", description["errorMsg"].AsString);

        await TestWorkspace.UntilAsync(
            "the third attempt has begun",
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(workspace.Connector.OpenedAt.Count == 3);
            });

        await workspace.UntilStateAsync("p", "STARTED");
        Assert.Equal("", (await workspace.DescribeAsync("p"))["errorMsg"].AsString);
    }

    [Fact]
    public async Task An_outage_that_does_not_end_fails_the_processor()
    {
        var clock = new FakeClock();
        await using var workspace = await TestWorkspace.StartAsync(new TestWorkspaceOptions { Clock = clock });
        for (var i = 0; i < 100; i++)
        {
            workspace.Connector.OpenFailures.Enqueue(BrokerDown());
        }

        await workspace.StartProcessorAsync("p");
        await TestWorkspace.UntilAsync(
            "it is failed",
            async () =>
            {
                clock.Advance(TimeSpan.FromSeconds(10));
                return (await workspace.DescribeAsync("p"))["state"].AsString == "FAILED";
            });

        var description = await workspace.DescribeAsync("p");
        Assert.Equal(("broker down", 419), (description["errorMsg"].AsString, description["errorCode"].AsInt32));
        Assert.True(description["errorRetryable"].AsBoolean);
        Assert.InRange(workspace.Connector.OpenedAt.Count, 2, RestartPolicy.RestartsMax + 1);
    }

    [Theory]
    [InlineData("SP10", 9, "SP30")]
    [InlineData("SP30", 17, "SP50")]
    public async Task Parallelism_over_the_tier_is_refused_at_the_start(string tier, int parallelism, string sufficient)
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.CreateAsync(
            "p",
            $$"""
            [{ "$source": { "connectionName": "in" } },
             { "$emit": { "connectionName": "out", "parallelism": {{parallelism + 1}} } }]
            """);

        var refused = await workspace.RunAsync($$"""{ "startStreamProcessor": "p", "tier": "{{tier}}" }""");

        Assert.Equal(ErrorCode.StreamProcessorInvalidOptions, refused.Error);
        Assert.Contains($"(Requested: {parallelism}, ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(
            $"Minimum tier for this workload: {sufficient} or larger.", refused.Message, StringComparison.Ordinal);
        await workspace.MustAsync($$"""{ "startStreamProcessor": "p", "tier": "{{sufficient}}" }""");
        var stats = await workspace.MustAsync("""{ "getStreamProcessorStats": "p" }""");
        Assert.Equal(parallelism, stats["stats"].AsDocument["addedParallelism"].AsInt32);
        Assert.Equal(sufficient, stats["effectiveTier"].AsString);
    }

    [Fact]
    public async Task A_tier_above_the_maximum_is_accepted_at_creation_and_refused_at_the_start()
    {
        await using var workspace = await TestWorkspace.StartAsync(
            new TestWorkspaceOptions { DefaultTier = "SP2", MaxTier = "SP5" });
        await workspace.MustAsync($$"""
            { "createStreamProcessor": "p", "pipeline": {{TestWorkspace.Pipeline}}, "options": { "tier": "SP10" } }
            """);

        var refused = await workspace.RunAsync("""{ "startStreamProcessor": "p" }""");

        Assert.Equal(ErrorCode.StreamProcessorInvalidOptions, refused.Error);
        Assert.Contains("exceeds the maximum tier SP5", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_name_asked_for_at_once_by_many_is_given_to_one()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var clients = new List<TestKit.Wire.TestClient>();
        for (var i = 0; i < 8; i++)
        {
            clients.Add(await workspace.ConnectAsync());
        }

        var replies = await Task.WhenAll(clients.Select(client => client.RunAsync(
            $$"""{ "createStreamProcessor": "p", "pipeline": {{TestWorkspace.Pipeline}} }""")));

        Assert.Single(replies, reply => reply.IsOk);
        Assert.Single(await workspace.ListAsync());
    }

    private static StreamProcessorException BrokerDown() =>
        new(419, FailureDomain.External, RetryPolicy.WithBackoff, "broker down");
}
