using WireSP.TestKit.Server;

namespace WireSP.Tests.Server.Commands;

public class SaveCheckpointCommandTests
{
    [Fact]
    public async Task A_checkpoint_is_kept_under_a_name_whether_the_processor_runs_or_rests()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.StartProcessorAsync("p");

        var running = await workspace.MustAsync("""{ "saveCheckpoint": "p", "name": "running" }""");
        await workspace.MustAsync("""{ "stopStreamProcessor": "p" }""");
        var resting = await workspace.MustAsync("""{ "saveCheckpoint": "p", "options": { "name": "resting" } }""");

        Assert.True(resting["id"].AsInt64 >= running["id"].AsInt64);
        Assert.Equal("resting", resting["name"].AsString);
    }

    [Theory]
    [InlineData("""{ "saveCheckpoint": "p" }""", "name")]
    [InlineData("""{ "saveCheckpoint": "p", "name": "7" }""", "is no number")]
    [InlineData("""{ "saveCheckpoint": "p", "name": "a/b" }""", "consists of letters")]
    [InlineData("""{ "saveCheckpoint": "p", "name": "x" }""", "has no checkpoints")]
    public async Task What_cannot_be_saved_is_refused(string command, string expected)
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.CreateAsync("p");

        var reply = await workspace.RunAsync(command);

        Assert.False(reply.IsOk);
        Assert.Contains(expected, reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.StartProcessorAsync("p");
        await workspace.MustAsync("""{ "saveCheckpoint": "p", "name": "a" }""");

        var reply = await workspace.RunAsync("""{ "saveCheckpoint": "p", "name": "a" }""");

        Assert.StartsWith(
            "there is a checkpoint 'a' already; dropCheckpoint deletes it", reply.Message, StringComparison.Ordinal);
    }
}
