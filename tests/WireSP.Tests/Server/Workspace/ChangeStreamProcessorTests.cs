using WireSP.Bson;
using WireSP.TestKit.Server;
using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Workspace;

/// <summary>Processors over the changes of local collections, by commands; their sink is a list.</summary>
public sealed class ChangeStreamProcessorTests : IAsyncLifetime
{
    private const string Orders =
        """{ "$source": { "connectionName": "local", "db": "shop", "coll": "orders" } }""";

    private const string Out = """{ "$emit": { "connectionName": "out" } }""";

    private TestCollections _shop = null!;

    private TestWorkspace Workspace => _shop.Workspace;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();

    [Fact]
    public async Task Changes_reach_the_sink_and_after_a_restart_those_made_meanwhile()
    {
        await StartAsync(Orders);
        await _shop.InsertAsync("orders", "{ _id: 1 }");
        await Workspace.UntilOutAsync(1);
        await Workspace.MustAsync("""{ "stopStreamProcessor": "p" }""");
        await _shop.InsertAsync("orders", "{ _id: 2 }");

        await Workspace.RestartAsync();
        await Workspace.MustAsync("""{ "startStreamProcessor": "p" }""");
        await Workspace.UntilOutAsync(2);

        Assert.Equal(["1", "2"], Ids());
    }

    [Fact]
    public async Task A_start_may_name_a_token_or_a_time_and_leaves_the_checkpoint_behind()
    {
        await StartAsync(Orders);
        await _shop.InsertAsync("orders", "{ _id: 1 }", "{ _id: 2 }", "{ _id: 3 }");
        await Workspace.UntilOutAsync(3);
        await Workspace.MustAsync("""{ "stopStreamProcessor": "p" }""");
        var second = Workspace.Connector.Output.ElementAt(1);
        var (token, time) = (ExtendedJson.Format(second["_id"]), ExtendedJson.Format(second["clusterTime"]));

        await Workspace.MustAsync($$"""{ "startStreamProcessor": "p", "startAfter": {{token}} }""");
        await Workspace.UntilOutAsync(4);
        await Workspace.MustAsync("""{ "stopStreamProcessor": "p" }""");
        await Workspace.MustAsync(
            $$"""{ "startStreamProcessor": "p", "options": { "startAtOperationTime": {{time}} } }""");
        await Workspace.UntilOutAsync(6);

        Assert.Equal(["1", "2", "3", "3", "2", "3"], Ids());
    }

    [Theory]
    [InlineData("\"startAfter\": {}, \"startAtOperationTime\": { \"$date\": 0 }", "contradict")]
    [InlineData("\"startAfter\": {}, \"resumeFromCheckpoint\": true", "contradicts")]
    [InlineData("\"startAtOperationTime\": 5", "must be a timestamp or a date")]
    public async Task A_start_at_a_place_that_cannot_be_is_refused(string options, string expected)
    {
        await CreateAsync(Orders);

        var reply = await Workspace.RunAsync($$"""{ "startStreamProcessor": "p", {{options}} }""");

        Assert.Equal(ErrorCode.InvalidOptions, reply.Error);
        Assert.Contains(expected, reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dropped_collection_fails_the_processor_and_the_next_start_follows_the_new_one()
    {
        await StartAsync(Orders, "\"checkpointIntervalMs\": 100");
        await _shop.InsertAsync("orders", "{ _id: 1 }");
        await _shop.MustAsync("{ drop: 'orders' }");
        await Workspace.UntilStateAsync("p", "FAILED");
        Assert.Contains(
            "the collection shop.orders was dropped",
            (await Workspace.DescribeAsync("p"))["errorMsg"].AsString,
            StringComparison.Ordinal);

        await _shop.InsertAsync("orders", "{ _id: 2 }");
        await Workspace.MustAsync("""{ "startStreamProcessor": "p" }""");
        await Workspace.UntilOutAsync(3);

        Assert.Equal(["insert", "drop", "insert"], Operations());
    }

    [Fact]
    public async Task Statistics_and_the_diagnosis_tell_of_the_stream()
    {
        await StartAsync(
            """
            { "$source": { "connectionName": "local", "db": "shop", "coll": "orders" } },
            { "$tumblingWindow": { "interval": { "size": 1, "unit": "hour" },
                "pipeline": [ { "$group": { "_id": null, "n": { "$sum": 1 } } } ] } }
            """);
        await _shop.InsertAsync("orders", "{ _id: 1 }");
        await TestWorkspace.UntilAsync(
            "the change is counted",
            async () => Target(await Workspace.StatsAsync("p", ", \"options\": { \"verbose\": true }")) == 1);

        var stats = await Workspace.StatsAsync("p", ", \"options\": { \"verbose\": true }");
        var diagnosis = await Workspace.MustAsync("""{ "diagnoseStreamProcessor": "p" }""");

        Assert.Equal(BsonType.Document, stats["changeStreamState"].Type);
        Assert.Equal(0, stats["changeStreamTimeDifferenceSecs"].AsInt32);
        var partition = diagnosis["time"].AsDocument["partitions"].AsArray[0].AsDocument;
        Assert.Equal(("shop", "orders"), (partition["db"].AsString, partition["coll"].AsString));
    }

    [Fact]
    public async Task A_copy_has_no_window_behind_it()
    {
        const string Copy =
            """
            [ { "$source": { "connectionName": "local", "db": "shop", "coll": "orders",
                             "initialSync": { "enable": true } } },
              { "$tumblingWindow": { "interval": { "size": 1, "unit": "hour" },
                                     "pipeline": [ { "$sort": { "a": 1 } } ] } },
              { "$emit": { "connectionName": "out" } } ]
            """;

        var reply = await Workspace.RunAsync($$"""{ "createStreamProcessor": "p", "pipeline": {{Copy}} }""");

        Assert.Contains("$tumblingWindow is not allowed here: initialSync", reply.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SP5", """["a", "b"]""", 1, "initialSync copies 2 collections, and tier SP5 allows 1.")]
    [InlineData("SP5", """["a"]""", 4, "Operator parallelism requested exceeds limit for this tier.")]
    public async Task A_copy_keeps_to_the_limits_of_its_tier(
        string tier, string collections, int parallelism, string expected)
    {
        await CreateAsync(
            $$"""
            { "$source": { "connectionName": "local", "db": "shop", "coll": {{collections}},
                           "initialSync": { "enable": true, "parallelism": {{parallelism}} } } }
            """);

        var reply = await Workspace.RunAsync($$"""{ "startStreamProcessor": "p", "tier": "{{tier}}" }""");

        Assert.StartsWith(expected, reply.Message, StringComparison.Ordinal);
    }

    private static long Target(BsonDocument stats)
    {
        var source = stats["operatorStats"].AsArray[0].AsDocument;
        return source["targetStats"] is { Type: BsonType.Array, AsArray.IsEmpty: false } targets
            ? targets.AsArray[0].AsDocument["inputMessageCount"].AsInt64
            : 0;
    }

    private IEnumerable<string> Ids() => Workspace.Connector.Output.Select(
        change => ExtendedJson.Format(change["documentKey"].AsDocument["_id"]));

    private IEnumerable<string> Operations() =>
        Workspace.Connector.Output.Select(change => change["operationType"].AsString);

    private Task<TestReply> CreateAsync(string stages, string options = "") => Workspace.MustAsync(
        $$"""{ "createStreamProcessor": "p", "pipeline": [ {{stages}}, {{Out}} ], "options": { {{options}} } }""");

    private async Task StartAsync(string stages, string options = "")
    {
        await CreateAsync(stages, options);
        await Workspace.MustAsync("""{ "startStreamProcessor": "p" }""");
    }
}
