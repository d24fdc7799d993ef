using WireSP.Bson;
using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands;

public sealed class StartSampleStreamProcessorCommandTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task A_running_processor_gives_a_cursor()
    {
        await _workspace.StartProcessorAsync("p");

        var reply = await _workspace.MustAsync("""{ "startSampleStreamProcessor": "p" }""");

        Assert.Equal("p", reply["name"].AsString);
        Assert.NotEqual(0, reply["cursorId"].AsInt64);
        Assert.Equal(BsonType.Array, reply["firstBatch"].Type);
    }

    [Fact]
    public async Task The_shell_is_not_sent_the_names_of_the_drivers()
    {
        await _workspace.StartProcessorAsync("p");
        await using var shell = await _workspace.ConnectAsync();
        await shell.RunAsync("""
            { "hello": 1, "client": { "driver": { "name": "nodejs|mongosh", "version": "7.9.0|2.12.0" },
              "os": { "type": "Linux" }, "platform": "Node.js" } }
            """);

        var reply = await shell.RunAsync("""{ "startSampleStreamProcessor": "p" }""");

        Assert.True(reply.IsOk);
        Assert.True(reply["firstBatch"].IsMissing);
    }

    [Fact]
    public async Task A_processor_that_rests_cannot_be_sampled()
    {
        await _workspace.CreateAsync("p");

        var reply = await _workspace.RunAsync("""{ "startSampleStreamProcessor": "p" }""");

        Assert.Equal(ErrorCode.CommandFailed, reply.Error);
        Assert.Contains("is CREATED; start it before sampling", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_of_nothing_is_refused()
    {
        await _workspace.StartProcessorAsync("p");

        Assert.Equal(
            ErrorCode.InvalidOptions,
            (await _workspace.RunAsync("""{ "startSampleStreamProcessor": "p", "limit": 0 }""")).Error);
    }
}
