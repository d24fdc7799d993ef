using WireSP.TestKit.Bson;
using WireSP.TestKit.Server;

namespace WireSP.Tests.Server.Commands;

public sealed class ExplainStreamProcessorCommandTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task A_stored_processor_is_explained_by_its_name()
    {
        await _workspace.MustAsync(
            $$"""{ "createStreamProcessor": "p", "pipeline": {{TestWorkspace.Pipeline}} }""");

        var reply = await _workspace.MustAsync("""{ "explainStreamProcessor": "p" }""");

        var plan = reply["plan"].AsDocument;
        Assert.Equal("source", plan["source"].AsDocument["eventTime"].AsString);
        Assert.False(plan["sink"].IsMissing);
    }

    [Fact]
    public async Task A_pipeline_is_explained_in_the_order_in_which_it_runs()
    {
        var reply = await _workspace.MustAsync("""
            { "explainStreamProcessor": [
              { "$source": { "connectionName": "in" } }, { "$unset": "a" }, { "$match": { "b.c": 1 } }] }
            """);

        var stages = reply["plan"].AsDocument["stages"].AsArray.Items();
        Assert.Equal(
            ["MatchOperator 2 b.c", "UnsetOperator 1 a"],
            stages.Select(stage => stage.AsDocument["operator"].AsString
                + $" {stage.AsDocument["stageIndex"].AsInt32}"
                + $" {stage.AsDocument["fieldsRead"].AsArray[0].AsString}"));
        Assert.True(stages[0].AsDocument["movedAhead"].AsBoolean);
    }

    [Fact]
    public async Task What_does_not_compile_is_refused()
    {
        var reply = await _workspace.RunAsync("""{ "explainStreamProcessor": 1, "pipeline": [{ "$nope": 1 }] }""");

        Assert.False(reply.IsOk);
    }

    [Fact]
    public async Task A_processor_that_does_not_exist_is_refused()
    {
        var reply = await _workspace.RunAsync("""{ "explainStreamProcessor": "nope" }""");

        Assert.False(reply.IsOk);
    }
}
