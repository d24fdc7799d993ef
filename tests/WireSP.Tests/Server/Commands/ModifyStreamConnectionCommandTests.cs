using WireSP.TestKit.Server;
using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands;

public sealed class ModifyStreamConnectionCommandTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task Given_fields_replace_and_null_removes()
    {
        await CreateAsync();
        await _workspace.MustAsync(
            """{ "modifyStreamConnection": "k", "connection": { "a": null, "b": 2, "type": "Test" } }""");
        await _workspace.RestartAsync();

        var options = _workspace.Workspace.Connections.Registry.Find("k")!.Options;
        Assert.True(options["a"].IsMissing);
        Assert.Equal((2, 3), (options["b"].AsInt32, options["c"].AsInt32));
    }

    [Fact]
    public async Task Type_and_name_stay()
    {
        await CreateAsync();

        Assert.Equal(ErrorCode.InvalidOptions, (await ModifyAsync("k", """{ "type": "Kafka" }""")).Error);
        Assert.Equal(ErrorCode.InvalidOptions, (await ModifyAsync("k", """{ "name": "other" }""")).Error);
    }

    [Fact]
    public async Task A_connection_in_use_by_a_running_processor_is_not_changed()
    {
        await CreateAsync();
        await _workspace.CreateAsync(
            "p", """[{ "$source": { "connectionName": "k" } }, { "$emit": { "connectionName": "out" } }]""");
        await _workspace.MustAsync("""{ "startStreamProcessor": "p" }""");

        var reply = await ModifyAsync("k", """{ "b": 2 }""");

        Assert.Equal(ErrorCode.CommandFailed, reply.Error);
        Assert.Contains("has active processors (p), and cannot be changed", reply.Message, StringComparison.Ordinal);
        await _workspace.MustAsync("""{ "stopStreamProcessor": "p" }""");
        Assert.True((await ModifyAsync("k", """{ "b": 2 }""")).IsOk);
    }

    [Fact]
    public async Task A_connection_of_the_configuration_is_changed_there()
    {
        var reply = await ModifyAsync("in", """{ "b": 2 }""");

        Assert.Equal(ErrorCode.CommandFailed, reply.Error);
        Assert.Contains("belongs to the server's configuration", reply.Message, StringComparison.Ordinal);
    }

    private Task<TestReply> CreateAsync() => _workspace.MustAsync(
        """{ "createStreamConnection": "k", "connection": { "type": "Test", "a": 1, "b": 1, "c": 3 } }""");

    private Task<TestReply> ModifyAsync(string name, string changes) => _workspace.RunAsync(
        $$"""{ "modifyStreamConnection": "{{name}}", "connection": {{changes}} }""");
}
