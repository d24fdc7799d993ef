using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands;

public sealed class DropStreamProcessorCommandTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task A_dropped_processor_is_gone_for_good()
    {
        await _workspace.CreateAsync("p");
        await _workspace.MustAsync("""{ "dropStreamProcessor": "p" }""");
        await _workspace.RestartAsync();

        var reply = await _workspace.RunAsync("""{ "dropStreamProcessor": "p" }""");

        Assert.Equal(ErrorCode.CommandFailed, reply.Error);
        Assert.Contains("stream processor doesn't exist", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_processor_is_stopped_first_and_its_name_is_free_again()
    {
        await _workspace.StartProcessorAsync("p");

        await _workspace.MustAsync("""{ "dropStreamProcessor": "p" }""");

        Assert.Empty(await _workspace.ListAsync());
        await _workspace.CreateAsync("p");
    }

    [Fact]
    public async Task One_who_may_only_process_may_drop_what_is_his_own()
    {
        await using var workspace = await TestWorkspace.StartAsync(new TestWorkspaceOptions { HasUsers = true });
        await workspace.CreateAsync("p");
        await using var reader = await workspace.ConnectAsync("reader");

        var refused = await reader.RunAsync("""{ "dropStreamProcessor": "p" }""");
        var unknown = await reader.RunAsync("""{ "dropStreamProcessor": "nope" }""");

        Assert.Equal(ErrorCode.Unauthorized, refused.Error);
        Assert.Contains(
            "not authorized: missing privilege for action dropStreamProcessor on resource",
            refused.Message,
            StringComparison.Ordinal);
        Assert.Equal(ErrorCode.Unauthorized, unknown.Error);
    }
}
