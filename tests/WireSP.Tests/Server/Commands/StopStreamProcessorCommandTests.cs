using WireSP.Streaming;
using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands;

public sealed class StopStreamProcessorCommandTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task A_running_processor_stops()
    {
        await _workspace.StartProcessorAsync("p");

        Assert.Equal(1, (await _workspace.MustAsync("""{ "stopStreamProcessor": "p" }""")).Document.CountElements());
        Assert.Equal("STOPPED", (await _workspace.DescribeAsync("p"))["state"].AsString);
    }

    [Fact]
    public async Task A_processor_that_rests_cannot_be_stopped()
    {
        await _workspace.CreateAsync("p");

        var reply = await _workspace.RunAsync("""{ "stopStreamProcessor": "p" }""");

        Assert.Equal(ErrorCode.CommandFailed, reply.Error);
        Assert.Contains("stream processor has already been stopped", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_processor_between_two_attempts_can_be_stopped()
    {
        await _workspace.CreateAsync("p");
        _workspace.Connector.OpenFailures.Enqueue(
            new StreamProcessorException(419, FailureDomain.External, RetryPolicy.WithBackoff, "broker down"));
        await _workspace.MustAsync("""{ "startStreamProcessor": "p" }""");

        await _workspace.MustAsync("""{ "stopStreamProcessor": "p" }""");

        Assert.Equal("STOPPED", (await _workspace.DescribeAsync("p"))["state"].AsString);
    }

    [Fact]
    public async Task An_unknown_processor_fails_the_command()
    {
        var reply = await _workspace.RunAsync("""{ "stopStreamProcessor": "nope" }""");

        Assert.Equal(ErrorCode.CommandFailed, reply.Error);
        Assert.Contains("stream processor doesn't exist", reply.Message, StringComparison.Ordinal);
    }
}
