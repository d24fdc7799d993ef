using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands;

public sealed class CreateStreamConnectionCommandTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task A_connection_is_there_at_once_and_after_a_restart()
    {
        await _workspace.MustAsync("""{ "createStreamConnection": "k", "connection": { "type": "Test" } }""");
        await _workspace.CreateAsync(
            "p", """[{ "$source": { "connectionName": "k" } }, { "$emit": { "connectionName": "out" } }]""");
        await _workspace.RestartAsync();

        await _workspace.MustAsync("""{ "startStreamProcessor": "p" }""");
    }

    [Theory]
    [InlineData("in")]
    [InlineData("sample_stream_solar")]
    public async Task A_name_that_is_taken_is_refused(string name)
    {
        var reply = await _workspace.RunAsync(
            $$"""{ "createStreamConnection": "{{name}}", "connection": { "type": "Test" } }""");

        Assert.Equal(ErrorCode.CommandFailed, reply.Error);
        Assert.Contains("already exists", reply.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("k", """{ "type": "Tst" }""", "unknown type 'Tst'. Did you mean 'Test'?")]
    [InlineData("k", """{ "type": "Test", "broken": 1 }""", "connection 'k': broken: expected to be left out")]
    [InlineData("k", "{}", "needs a 'type' that is a string")]
    [InlineData("a/b", """{ "type": "Test" }""", "a connection name has 1 to 128 letters")]
    [InlineData("k", """{ "type": "Test", "name": "other" }""", "connection.name must be 'k'")]
    [InlineData("k", """{ "type": "Test", "a": [{ "p": { "$secret": "file:/x" } }] }""", "is not open to clients")]
    [InlineData("k", """{ "type": "Test", "p": { "$secret": "env:HOME" } }""", "is not open to clients")]
    [InlineData("k", """{ "type": "Test", "p": { "$secret": "env:WIRESP_SECRET_NONE" } }""", "variable is not set")]
    public async Task What_is_wrong_is_said(string name, string connection, string text)
    {
        var reply = await _workspace.RunAsync(
            $$"""{ "createStreamConnection": "{{name}}", "connection": {{connection}} }""");

        Assert.Equal(ErrorCode.InvalidOptions, reply.Error);
        Assert.Contains(text, reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_who_only_reads_may_not()
    {
        await using var workspace = await TestWorkspace.StartAsync(new TestWorkspaceOptions { HasUsers = true });
        await using var reader = await workspace.ConnectAsync("reader");

        var reply = await reader.RunAsync("""{ "createStreamConnection": "k", "connection": { "type": "Test" } }""");

        Assert.Equal(ErrorCode.Unauthorized, reply.Error);
    }
}
