using WireSP.TestKit.Server;

namespace WireSP.Tests.Server.Commands;

public class DropCheckpointCommandTests
{
    [Fact]
    public async Task A_named_checkpoint_is_deleted()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.StartProcessorAsync("p");
        await workspace.MustAsync("""{ "saveCheckpoint": "p", "name": "a" }""");

        await workspace.MustAsync("""{ "dropCheckpoint": "p", "checkpoint": "a" }""");
        var again = await workspace.RunAsync("""{ "dropCheckpoint": "p", "checkpoint": "a" }""");

        Assert.StartsWith(
            "stream processor 'p' has no checkpoint 'a'; listCheckpoints shows those it has",
            again.Message,
            StringComparison.Ordinal);
    }
}
