using WireSP.TestKit.Bson;
using WireSP.TestKit.Server;

namespace WireSP.Tests.Server.Commands;

public class ListCheckpointsCommandTests
{
    [Fact]
    public async Task The_checkpoints_of_a_processor_are_listed_newest_first_and_outlive_a_restart()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.StartProcessorAsync("p");
        await workspace.MustAsync("""{ "saveCheckpoint": "p", "name": "a" }""");
        await workspace.MustAsync("""{ "saveCheckpoint": "p", "name": "b" }""");
        await workspace.RestartAsync();

        var reply = await workspace.MustAsync("""{ "listCheckpoints": "p" }""");

        var rows = reply["checkpoints"].AsArray.Items().Select(item => item.AsDocument).ToList();
        var names = rows.Select(row => row["name"]).Where(name => !name.IsNullish);
        Assert.Equal(["b", "a"], names.Select(name => name.AsString));
        Assert.True(rows[0]["id"].AsInt64 > rows[^1]["id"].AsInt64);
        Assert.True(rows[0]["isResumedFrom"].AsBoolean);
        Assert.All(rows, row => Assert.True(row["sizeBytes"].AsInt64 > 0 && row["state"].AsString == "committed"));
    }

    [Fact]
    public async Task An_unknown_processor_is_told()
    {
        await using var workspace = await TestWorkspace.StartAsync();

        Assert.False((await workspace.RunAsync("""{ "listCheckpoints": "nope" }""")).IsOk);
    }
}
