using WireSP.TestKit.Server;

namespace WireSP.Tests.Server.Commands;

public sealed class ListWorkspaceDefaultsCommandTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task The_tiers_of_the_workspace_are_told()
    {
        var reply = await _workspace.MustAsync("""{ "listWorkspaceDefaults": 1 }""");

        Assert.Equal(("SP10", "SP50"), (reply["defaultTierSize"].AsString, reply["maxTierSize"].AsString));
        Assert.Equal(3, reply.Document.CountElements());
    }

    [Fact]
    public async Task Every_authenticated_user_may_ask()
    {
        await using var workspace = await TestWorkspace.StartAsync(
            new TestWorkspaceOptions { HasUsers = true, MaxTier = "SP30" });
        await using var reader = await workspace.ConnectAsync("reader");

        Assert.Equal("SP30", (await reader.RunAsync("""{ "listWorkspaceDefaults": 1 }"""))["maxTierSize"].AsString);
    }
}
