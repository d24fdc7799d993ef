using WireSP.TestKit.Bson;
using WireSP.TestKit.Server;

namespace WireSP.Tests.Server.Commands;

public sealed class ValidateStreamProcessorCommandTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task A_sound_pipeline_is_valid_and_nothing_is_stored()
    {
        var reply = await _workspace.MustAsync(
            $$"""{ "validateStreamProcessor": 1, "pipeline": {{TestWorkspace.Pipeline}} }""");

        Assert.True(reply["valid"].AsBoolean);
        Assert.Empty(reply["problems"].AsArray.Items());
        Assert.Empty(await _workspace.ListAsync());
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_listed()
    {
        var reply = await _workspace.MustAsync("""
            { "validateStreamProcessor": [
              { "$source": { "connectionName": "nope" } }, { "$mtch": {} }, { "$limit": -1 },
              { "$emit": { "connectionName": "nope2" } }] }
            """);

        Assert.False(reply["valid"].AsBoolean);
        var problems = reply["problems"].AsArray.Items();
        Assert.Equal([0, 1, 2, 3], problems.Select(problem => problem.AsDocument["stageIndex"].AsInt32));
        Assert.All(problems, problem => Assert.NotEqual("", problem.AsDocument["message"].AsString));
        Assert.All(problems, problem => Assert.NotEqual(0, problem.AsDocument["code"].AsInt32));
    }

    [Fact]
    public async Task Only_an_ephemeral_pipeline_may_lack_a_sink()
    {
        const string Source = """[{ "$source": { "connectionName": "in" } }]""";

        var stored = await _workspace.MustAsync($$"""{ "validateStreamProcessor": {{Source}} }""");
        var ephemeral = await _workspace.MustAsync(
            $$"""{ "validateStreamProcessor": {{Source}}, "isEphemeral": true }""");

        Assert.False(stored["valid"].AsBoolean);
        Assert.True(ephemeral["valid"].AsBoolean);
    }
}
