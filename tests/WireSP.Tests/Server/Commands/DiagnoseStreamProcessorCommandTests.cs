using WireSP.Bson;
using WireSP.TestKit.Bson;
using WireSP.TestKit.Server;

namespace WireSP.Tests.Server.Commands;

public sealed class DiagnoseStreamProcessorCommandTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task A_processor_that_does_not_run_says_so()
    {
        await _workspace.CreateAsync("p");

        var reply = await _workspace.MustAsync("""{ "diagnoseStreamProcessor": "p" }""");

        Assert.Equal("CREATED", reply["state"].AsString);
        Assert.True(reply["time"].IsMissing);
        Assert.StartsWith(
            "The processor does not run", reply["explanation"].AsArray[0].AsString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_window_that_does_not_close_is_explained()
    {
        await _workspace.CreateAsync(
            "p",
            """
            [{ "$source": { "connectionName": "in", "timeField": { "$toDate": "$at" } } },
             { "$match": { "a": { "$gt": 0 } } },
             { "$tumblingWindow": { "interval": { "size": 1, "unit": "minute" },
                                    "pipeline": [{ "$count": "n" }] } },
             { "$emit": { "connectionName": "out" } }]
            """);
        foreach (var (value, at) in new[] { (1, 180_000L), (1, 5_000L), (0, 185_000L), (1, 1L << 50) })
        {
            _workspace.Connector.Input.Enqueue(
                new BsonDocumentBuilder { { "a", value }, { "at", at } }.ToDocument());
        }

        await _workspace.MustAsync("""{ "startStreamProcessor": "p" }""");
        await TestWorkspace.UntilAsync(
            "all documents are counted",
            async () => (await _workspace.StatsAsync("p"))["inputMessageCount"].AsInt64 == 4);
        var reply = await _workspace.MustAsync("""{ "diagnoseStreamProcessor": "p" }""");

        var time = reply["time"].AsDocument;
        Assert.Equal(185_000, time["watermark"].AsDateTimeMs);
        Assert.Equal(1, time["futureMessageCount"].AsInt64);
        var partition = time["partitions"].AsArray[0].AsDocument;
        Assert.Equal(0, partition["partition"].AsInt32);
        Assert.True(partition["holdsWatermark"].AsBoolean);
        var window = time["window"].AsDocument;
        Assert.Equal(240_000, window["nextWindowEnd"].AsDateTimeMs);
        Assert.Equal(243_000, window["closesAtWatermark"].AsDateTimeMs);
        Assert.Equal(58_000, window["watermarkMissingMs"].AsInt64);
        Assert.Equal(1, window["lateMessageCount"].AsInt64);
        Assert.Equal(
            [
                "TestOperator 4 3 1 0", "MatchOperator 3 2 0 1", "TumblingWindowOperator 2 0 1 0",
                "TestOperator 0 0 0 0",
            ],
            reply["stages"].AsArray.Items().Select(stage => Describe(stage.AsDocument)));
        Assert.Equal(
            [
                "The next window ends at 1970-01-01T00:04:00Z and closes when the watermark reaches "
                    + "1970-01-01T00:04:03Z (its end and allowedLateness); the watermark is 1970-01-01T00:03:05Z.",
                "If nothing arrives any more it stays open, because there is no idleTimeout.",
                "1 documents came too late for a window.",
                "1 documents had an event time too far in the future (maxEventTimeAhead).",
            ],
            reply["explanation"].AsArray.Items().Select(sentence => sentence.AsString));
        var verbose = await _workspace.StatsAsync("p", ", \"verbose\": true");
        Assert.Equal(window["nextWindowEnd"], verbose["time"].AsDocument["window"].AsDocument["nextWindowEnd"]);
    }

    [Fact]
    public async Task The_bound_for_future_times_is_an_option()
    {
        const string Pipeline =
            """
            [{ "$source": { "connectionName": "in", "timeField": { "$toDate": "$at" } } },
             { "$tumblingWindow": { "interval": { "size": 1, "unit": "minute" }, "pipeline": [] } },
             { "$emit": { "connectionName": "out" } }]
            """;
        await _workspace.MustAsync(
            $$"""
            { "createStreamProcessor": "p", "pipeline": {{Pipeline}},
              "options": { "maxEventTimeAhead": { "size": 1, "unit": "hour" } } }
            """);
        await _workspace.MustAsync("""{ "startStreamProcessor": "p" }""");
        Assert.Equal(3_600_000, await AheadAsync());

        await _workspace.MustAsync("""{ "stopStreamProcessor": "p" }""");
        await _workspace.MustAsync("""{ "modifyStreamProcessor": "p", "options": { "maxEventTimeAhead": 0 } }""");
        await _workspace.RestartAsync();
        await _workspace.MustAsync("""{ "startStreamProcessor": "p" }""");
        Assert.Null(await AheadAsync());

        var reply = await _workspace.RunAsync(
            $$"""
            { "createStreamProcessor": "q", "pipeline": {{Pipeline}}, "options": { "maxEventTimeAhead": "x" } }
            """);
        Assert.Equal(0.0, reply["ok"].AsDouble);
    }

    private static string Describe(BsonDocument stage) =>
        $"{stage["name"].AsString} {stage["inputMessageCount"].AsInt64} {stage["outputMessageCount"].AsInt64} "
            + $"{stage["dlqMessageCount"].AsInt64} {stage["droppedMessageCount"].AsInt64}";

    private async Task<long?> AheadAsync()
    {
        var reply = await _workspace.MustAsync("""{ "diagnoseStreamProcessor": "p" }""");
        var ahead = reply["time"].AsDocument["maxEventTimeAheadMs"];
        return ahead.IsMissing ? null : ahead.AsInt64;
    }

    [Fact]
    public async Task An_unknown_field_is_refused()
    {
        var reply = await _workspace.RunAsync("""{ "diagnoseStreamProcessor": "p", "verbos": true }""");

        Assert.Equal(0.0, reply["ok"].AsDouble);
        Assert.Contains("verbos", reply["errmsg"].AsString, StringComparison.Ordinal);
    }
}
