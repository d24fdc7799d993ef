using WireSP.Bson;
using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands;

public sealed class ModifyStreamProcessorCommandTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    private const string OtherSource =
        """[{ "$source": { "connectionName": "sample_stream_solar" } }, { "$emit": { "connectionName": "out" } }]""";

    [Fact]
    public async Task Only_what_is_given_changes()
    {
        await _workspace.CreateAsync("p");
        await _workspace.MustAsync("""{ "modifyStreamProcessor": "p", "tier": "SP30" }""");
        await _workspace.MustAsync("""
            { "modifyStreamProcessor": "p",
              "pipeline": [
                { "$source": { "connectionName": "in" } }, { "$match": {} }, { "$emit": { "connectionName": "out" } }] }
            """);

        var reply = await _workspace.DescribeAsync("p");
        Assert.Equal("SP30", reply["tier"].AsString);
        Assert.Equal(3, reply["pipeline"].AsArray.Count());
        Assert.Equal(2, reply["pipelineVersion"].AsInt32);
    }

    [Fact]
    public async Task A_renamed_processor_is_found_by_its_new_name_only_also_after_a_restart()
    {
        await _workspace.CreateAsync("old");
        await _workspace.MustAsync("""{ "modifyStreamProcessor": "old", "name": "new" }""");
        await _workspace.RestartAsync();

        Assert.Equal(
            ["new"],
            await _workspace.NamesAsync());
    }

    [Fact]
    public async Task A_taken_name_is_refused_and_both_stay()
    {
        await _workspace.CreateAsync("a");
        await _workspace.CreateAsync("b");

        var reply = await _workspace.RunAsync("""{ "modifyStreamProcessor": "a", "name": "b" }""");

        Assert.Contains("duplicate stream processor name", reply.Message, StringComparison.Ordinal);
        Assert.Equal(
            ["a", "b"],
            await _workspace.NamesAsync());
    }

    [Fact]
    public async Task A_running_processor_is_not_modified()
    {
        await _workspace.StartProcessorAsync("p");

        var reply = await _workspace.RunAsync("""{ "modifyStreamProcessor": "p", "tier": "SP30" }""");

        Assert.Equal(ErrorCode.CommandFailed, reply.Error);
        Assert.Contains("must be stopped", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_source_cannot_resume_but_can_begin_anew()
    {
        await _workspace.StartProcessorAsync("p");
        _workspace.Connector.Input.Enqueue(ExtendedJson.Parse("""{ "a": 1 }"""));
        await _workspace.UntilOutAsync(1);
        await _workspace.MustAsync("""{ "stopStreamProcessor": "p" }""");

        var refused = await _workspace.RunAsync($$"""{ "modifyStreamProcessor": "p", "pipeline": {{OtherSource}} }""");
        Assert.Equal(ErrorCode.InvalidOptions, refused.Error);
        Assert.Contains("the $source stage is changed", refused.Message, StringComparison.Ordinal);
        await _workspace.MustAsync(
            $$"""{ "modifyStreamProcessor": "p", "resumeFromCheckpoint": false, "pipeline": {{OtherSource}} }""");
    }

    [Theory]
    [InlineData("\"lsid\": {}", ErrorCode.InvalidOptions, "at least one option")]
    [InlineData("\"pipeline\": [{ \"$match\": {} }]", ErrorCode.StreamProcessorInvalidOptions, "$source")]
    [InlineData("\"pipeline\": 1", ErrorCode.TypeMismatch, "expected type 'array'")]
    [InlineData("\"tier\": \"SP1\"", ErrorCode.InvalidOptions, "unknown tier")]
    [InlineData("\"name\": \"a/b\"", ErrorCode.InvalidOptions, "name consists of")]
    [InlineData("\"nme\": \"b\"", ErrorCode.IDLUnknownField, "Did you mean 'name'?")]
    [InlineData("\"failover\": { \"region\": \"R\" }", ErrorCode.NotImplemented, "failover")]
    public async Task Malformed_changes_are_refused(string change, ErrorCode expected, string text)
    {
        await _workspace.CreateAsync("p");

        var reply = await _workspace.RunAsync($$"""{ "modifyStreamProcessor": "p", {{change}} }""");

        Assert.Equal(expected, reply.Error);
        Assert.Contains(text, reply.Message, StringComparison.Ordinal);
    }
}
