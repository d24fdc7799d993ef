using WireSP.TestKit.Clients;
using WireSP.TestKit.Connectors.MongoDb;
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

    private static Task<TestReply> ConnectAsync(TestWorkspace workspace, string uri) => workspace.MustAsync(
        $$"""
        { "createStreamConnection": "far", "connection": { "type": "MongoDB", "connectionString": "{{uri}}" } }
        """);
}
