using WireSP.Bson;
using WireSP.Server.Commands;
using WireSP.Streaming.Tasks;
using WireSP.TestKit.Bson;
using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands;

public sealed class GetStreamProcessorStatsCommandTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task A_processor_that_never_ran_answers_with_zeros()
    {
        await _workspace.CreateAsync("p");

        var reply = await _workspace.MustAsync("""{ "getStreamProcessorStats": "p" }""");

        Assert.Matches("^[0-9a-f]{24}\\.[0-9a-f]{24}\\.p$", reply["ns"].AsString);
        Assert.Equal(("p", "CREATED"), (reply["name"].AsString, reply["state"].AsString));
        var stats = reply["stats"].AsDocument;
        Assert.Equal("created", stats["status"].AsString);
        Assert.Equal(1L, stats["scaleFactor"].AsInt64);
        Assert.Equal(0L, stats["inputMessageCount"].AsInt64);
        Assert.Equal(0.0, stats["inputMessageSize"].AsDouble);
        Assert.Equal((0L, 1.0), (stats["stateSize"].AsInt64, stats["ok"].AsDouble));
        Assert.True(stats["operatorStats"].IsMissing);
        Assert.Equal(2, reply["pipeline"].AsArray.Count());
    }

    [Fact]
    public void Memory_usage_is_the_state_with_what_closed_windows_left_to_be_used_again()
    {
        var stats = StatisticsDocument.Create("p", new TaskStatistics { StateBytes = 2000, SpareBytes = 300 });

        Assert.Equal(2000L, stats["stateSize"].AsInt64);
        Assert.Equal(2300L, stats["memoryUsageBytes"].AsInt64);
    }

    [Fact]
    public async Task Counts_outlive_a_stop_and_a_restart_of_the_server()
    {
        await RunTwoDocumentsAsync();
        await _workspace.MustAsync("""{ "stopStreamProcessor": "p" }""");
        await _workspace.RestartAsync();

        var reply = await _workspace.MustAsync("""{ "getStreamProcessorStats": "p" }""");

        Assert.Equal("STOPPED", reply["state"].AsString);
        Assert.Equal(2L, reply["stats"].AsDocument["inputMessageCount"].AsInt64);
        Assert.Equal(2L, reply["stats"].AsDocument["outputMessageCount"].AsInt64);
    }

    [Fact]
    public async Task Scale_divides_sizes_and_never_counts()
    {
        await RunTwoDocumentsAsync();

        var plain = (await _workspace.StatsAsync("p"));
        var scaled = (await _workspace.MustAsync(
            """{ "getStreamProcessorStats": "p", "options": { "scale": 1024 }, "scale": 7 }"""))["stats"].AsDocument;

        Assert.Equal(1024L, scaled["scaleFactor"].AsInt64);
        Assert.Equal(plain["inputMessageCount"].AsInt64, scaled["inputMessageCount"].AsInt64);
        Assert.Equal(plain["inputMessageSize"].AsDouble / 1024, scaled["inputMessageSize"].AsDouble);
    }

    [Fact]
    public async Task Verbose_statistics_show_each_operator()
    {
        await RunTwoDocumentsAsync();

        var stats = await _workspace.StatsAsync("p", ", \"verbose\": true");

        var operators = stats["operatorStats"].AsArray.Items();
        Assert.Equal(2L, operators[0].AsDocument["outputMessageCount"].AsInt64);
        Assert.Equal("microseconds", stats["latency"].AsDocument["unit"].AsString);
        Assert.Equal(3L, stats["kafkaTotalOffsetLag"].AsInt64);
    }

    [Theory]
    [InlineData("\"scale\": 0", ErrorCode.InvalidOptions)]
    [InlineData("\"scale\": 1.5", ErrorCode.InvalidOptions)]
    [InlineData("\"scale\": \"x\"", ErrorCode.TypeMismatch)]
    [InlineData("\"verbose\": 1", ErrorCode.TypeMismatch)]
    [InlineData("\"verbos\": true", ErrorCode.IDLUnknownField)]
    public async Task Malformed_options_are_refused(string options, ErrorCode expected)
    {
        await _workspace.CreateAsync("p");

        var reply = await _workspace.RunAsync($$"""{ "getStreamProcessorStats": "p", {{options}} }""");

        Assert.Equal(expected, reply.Error);
    }

    private async Task RunTwoDocumentsAsync()
    {
        _workspace.Connector.Input.Enqueue(ExtendedJson.Parse("""{ "a": 1 }"""));
        _workspace.Connector.Input.Enqueue(ExtendedJson.Parse("""{ "a": 2 }"""));
        await _workspace.StartProcessorAsync("p");
        await TestWorkspace.UntilAsync(
            "both documents are counted",
            async () => (await _workspace.StatsAsync("p"))["outputMessageCount"].AsInt64 == 2);
    }
}
