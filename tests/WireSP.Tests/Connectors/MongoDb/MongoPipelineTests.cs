using WireSP.Bson;
using WireSP.TestKit.Clients;
using WireSP.TestKit.Connectors.MongoDb;
using WireSP.TestKit.Connectors.MongoDb.Replica;
using WireSP.TestKit.Server;
using WireSP.TestKit.Wire;

namespace WireSP.Tests.Connectors.MongoDb;

/// <summary>Stream processors of one workspace over the collections of another server.</summary>
public class MongoPipelineTests(MongoServers servers) : IClassFixture<MongoServers>
{
    public static TheoryData<bool> Targets => MongoServers.All;

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Changes_in_a_cluster_are_a_source(bool isCluster)
    {
        await using var target = servers.Open(isCluster);
        await using var workspace = await TestWorkspace.StartAsync();
        await ConnectAsync(workspace, isCluster ? MongoServers.ClusterUri! : servers.Uri);
        await workspace.CreateAsync(
            "orders",
            $$"""
            [{ "$source": { "connectionName": "far", "db": "{{target.Database}}", "coll": "orders",
                            "config": { "fullDocument": "updateLookup", "fullDocumentOnly": true } } },
             { "$match": { "n": { "$gt": 1 } } }, { "$emit": { "connectionName": "out" } }]
            """);
        await workspace.MustAsync("""{ "startStreamProcessor": "orders" }""");
        await workspace.UntilStateAsync("orders", "STARTED");

        await target.InsertAsync("orders", "{ _id: 1, n: 1 }", "{ _id: 2, n: 2 }", "{ _id: 3, n: 3 }");
        await workspace.UntilOutAsync(2);

        Assert.Equal([2, 3], workspace.Connector.Output.Select(document => document["_id"].AsInt32));
    }

    [Fact]
    public async Task A_processor_outlives_its_cluster_and_misses_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var first = await WorkspaceProcess.StartAsync(folder.FullPath);
        await using var target = new MongoTarget($"{first.Uri}?heartbeatFrequencyMS=500");
        await using var workspace = await TestWorkspace.StartAsync();
        await ConnectAsync(workspace, $"{first.Uri}?heartbeatFrequencyMS=500&serverSelectionTimeoutMS=1000");
        await workspace.CreateAsync(
            "orders",
            $$"""
            [{ "$source": { "connectionName": "far", "db": "{{target.Database}}", "coll": "orders" } },
             { "$emit": { "connectionName": "out" } }]
            """);
        await workspace.MustAsync("""{ "startStreamProcessor": "orders" }""");
        await workspace.UntilStateAsync("orders", "STARTED");
        await target.InsertAsync("orders", "{ _id: 1 }");
        await workspace.UntilOutAsync(1);

        await first.KillAsync();
        await using var second = await WorkspaceProcess.StartAsync(folder.FullPath, listen: first.Address);
        await target.InsertAsync("orders", "{ _id: 2 }");
        await TestWorkspace.UntilAsync("the second change is out", () => Task.FromResult(Ids().Contains(2)));

        // What came after the last checkpoint may come twice where the sink has no transactions.
        Assert.Equal([1, 2], Ids().Distinct());

        IEnumerable<int> Ids() =>
            workspace.Connector.Output.Select(change => change["documentKey"].AsDocument["_id"].AsInt32);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Documents_are_merged_into_a_cluster(bool isCluster)
    {
        await using var target = servers.Open(isCluster);
        await using var workspace = await TestWorkspace.StartAsync();
        await ConnectAsync(workspace, isCluster ? MongoServers.ClusterUri! : servers.Uri);
        await workspace.CreateAsync(
            "totals",
            $$"""
            [{ "$source": { "documents": [{ "_id": 1, "n": 1 }, { "_id": 2, "n": 2 }, { "_id": 1, "n": 3 }] } },
             { "$merge": { "into": { "connectionName": "far", "db": "{{target.Database}}", "coll": "totals" },
                           "whenMatched": [{ "$set": { "n": { "$add": ["$n", "$$new.n"] } } }] } }]
            """);
        await workspace.MustAsync("""{ "startStreamProcessor": "totals" }""");

        await TestWorkspace.UntilAsync(
            "the documents are merged",
            async () => await target.FindAsync("totals") is ["""{"_id":1,"n":4}""", """{"_id":2,"n":2}"""]);
    }

    [Theory]
    [InlineData(true, "exactlyOnce")]
    [InlineData(false, "atLeastOnce")]
    public async Task Statistics_say_what_the_cluster_allows(bool hasTransactions, string expected)
    {
        await using var replica = await TestReplicaSet.StartAsync();
        await using var workspace = await TestWorkspace.StartAsync();
        await ConnectAsync(workspace, hasTransactions ? replica.Uri : servers.Uri);
        await workspace.CreateAsync(
            "totals",
            """
            [{ "$source": { "documents": [{ "_id": 1, "n": 1 }, { "_id": 1, "n": 3 }] } },
             { "$merge": { "into": { "connectionName": "far", "db": "stated", "coll": "totals" },
                           "whenMatched": [{ "$set": { "n": { "$add": ["$n", "$$new.n"] } } }] } }]
            """);
        var plan = (await workspace.MustAsync("""{ "explainStreamProcessor": "totals" }"""))["plan"].AsDocument;

        await workspace.MustAsync("""{ "startStreamProcessor": "totals" }""");

        Assert.Equal(
            "where the cluster has transactions; else atLeastOnce",
            plan["sink"].AsDocument["deliveryCondition"].AsString);
        await TestWorkspace.UntilAsync(
            "the guarantee is told",
            async () => (await workspace.StatsAsync("totals"))["deliveryGuarantee"] is { Type: BsonType.String } told
                && told.AsString == expected);
        await TestWorkspace.UntilAsync(
            "the documents are merged",
            () => Task.FromResult(!hasTransactions || replica.Show("stated.totals") == """{"_id":1,"n":4}"""));
    }

    [Fact]
    public async Task A_processor_that_asks_for_more_than_the_cluster_allows_fails()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await ConnectAsync(workspace, servers.Uri);
        await workspace.CreateAsync(
            "totals",
            """
            [{ "$source": { "documents": [{ "_id": 1 }] } },
             { "$merge": { "into": { "connectionName": "far", "db": "shop", "coll": "totals" },
                           "config": { "deliveryGuarantee": "exactlyOnce" } } }]
            """);

        await workspace.RunAsync("""{ "startStreamProcessor": "totals" }""");
        await workspace.UntilStateAsync("totals", "FAILED");

        Assert.Contains(
            "$merge cannot be exactly once there",
            (await workspace.DescribeAsync("totals"))["errorMsg"].AsString,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_is_not_there_leaves_the_reason_with_the_processor()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await ConnectAsync(workspace, "mongodb://ada:s3cret@127.0.0.1:1/?serverSelectionTimeoutMS=200");
        await workspace.CreateAsync(
            "totals",
            """
            [{ "$source": { "documents": [{ "_id": 1 }] } },
             { "$merge": { "into": { "connectionName": "far", "db": "shop", "coll": "totals" } } }]
            """);

        await workspace.MustAsync("""{ "startStreamProcessor": "totals" }""");
        await TestWorkspace.UntilAsync(
            "the reason is told",
            async () => ExtendedJson.Format((await workspace.StatsAsync("totals")))
                .Contains("No suitable servers", StringComparison.Ordinal)
                || (await workspace.DescribeAsync("totals"))["errorMsg"] is { Type: BsonType.String });
        var told = ExtendedJson.Format(await workspace.StatsAsync("totals"))
            + ExtendedJson.Format((await workspace.DescribeAsync("totals")).Document);

        Assert.Contains("MongoDB connection 'far'", told, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", told, StringComparison.Ordinal);
    }

    private static Task<TestReply> ConnectAsync(TestWorkspace workspace, string uri) => workspace.MustAsync(
        $$"""
        { "createStreamConnection": "far", "connection": { "type": "MongoDB", "connectionString": "{{uri}}" } }
        """);
}
