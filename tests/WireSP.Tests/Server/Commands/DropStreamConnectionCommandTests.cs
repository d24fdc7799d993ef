using WireSP.TestKit.Server;
using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands;

public sealed class DropStreamConnectionCommandTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task A_dropped_connection_is_gone_for_good()
    {
        await CreateAsync();
        await _workspace.MustAsync("""{ "dropStreamConnection": "k" }""");
        await _workspace.RestartAsync();

        var reply = await _workspace.RunAsync("""{ "dropStreamConnection": "k" }""");

        Assert.Equal(ErrorCode.CommandFailed, reply.Error);
        Assert.Contains("connection named k does not exist", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_in_use_by_a_running_processor_stays()
    {
        await CreateAsync();
        await _workspace.MustAsync("""{ "processStreamProcessor": [{ "$source": { "connectionName": "k" } }] }""");

        var reply = await _workspace.RunAsync("""{ "dropStreamConnection": "k" }""");

        Assert.Equal(ErrorCode.CommandFailed, reply.Error);
        Assert.Contains("has active processors (sp.process())", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_processor_whose_connection_is_gone_is_refused_at_its_start()
    {
        await CreateAsync();
        await _workspace.CreateAsync(
            "p", """[{ "$source": { "connectionName": "k" } }, { "$emit": { "connectionName": "out" } }]""");
        await _workspace.MustAsync("""{ "dropStreamConnection": "k" }""");

        var reply = await _workspace.RunAsync("""{ "startStreamProcessor": "p" }""");

        Assert.Contains("connection named k does not exist", reply.Message, StringComparison.Ordinal);
    }

    private Task<TestReply> CreateAsync() =>
        _workspace.MustAsync("""{ "createStreamConnection": "k", "connection": { "type": "Test" } }""");
}
