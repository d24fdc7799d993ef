using System.Diagnostics;
using System.Text.Json;
using WireSP.Bson;
using WireSP.TestKit.Clients;
using WireSP.TestKit.Faults;
using Xunit;

namespace WireSP.TestKit.Kills;

/// <summary>
/// Lets a processor copy a collection's changes into another server while the connections between them meet random
/// faults and the server of the source is killed, and compares both collections at the end.
/// </summary>
public sealed class FaultyMergeHarness : IAsyncDisposable
{
    private const string Taken = """{ "_id": -1, "serial": -1 }""";
    private const string Near = "local";
    private const string Origin = "origin";

    // Deletions are merged too, by the key of what was deleted. An update whose document is gone by now shows none, and
    // its deletion follows.
    private const string Stages =
        """
        { "$match": { "$or": [ { "operationType": "delete" }, { "fullDocument": { "$type": "object" } } ] } },
        { "$replaceRoot": { "newRoot": { "$mergeObjects": [ "$fullDocument",
            { "_id": "$documentKey._id", "how": "$operationType" } ] } } },
        { "$merge": { "into": { "connectionName": "far", "db": "shop", "coll": "copy" }, "parallelism": 2,
            "whenMatched": { "$cond": [ { "$eq": [ "$how", "delete" ] }, "delete", "replace" ] },
            "whenNotMatched": { "$cond": [ { "$eq": [ "$how", "delete" ] }, "discard", "insert" ] } } }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder = new();
    private readonly string _source;
    private readonly int _seed;
    private readonly ChangingCollection _orders;
    private WorkspaceProcess _far = null!;
    private WorkspaceProcess? _origin;
    private WorkspaceProcess? _near;
    private FaultProxy _farProxy = null!;
    private FaultProxy? _originProxy;

    /// <summary>Begins a run whose faults and moments of death come from a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="isCluster">Whether the source is a server of its own, behind faults too; else it is the
    /// processor's server, which is killed with it.</param>
    public FaultyMergeHarness(int seed, bool isCluster)
    {
        _seed = seed;
        _orders = new ChangingCollection(new Random(seed));
        _source = isCluster ? Origin : Near;
    }

    /// <summary>Connections that met a fault.</summary>
    public int FaultCount => _farProxy.FaultCount + (_originProxy?.FaultCount ?? 0);

    /// <summary>Statements that changed the source and were acknowledged.</summary>
    public int StatementCount => _orders.StatementCount;

    /// <summary>Starts the servers and the processor.</summary>
    public async Task StartAsync()
    {
        _far = await WorkspaceProcess.StartAsync(FolderOf("far"));
        _farProxy = new FaultProxy(_far.EndPoint, _seed);
        if (_source == Origin)
        {
            _origin = await WorkspaceProcess.StartAsync(FolderOf(Origin));
            _originProxy = new FaultProxy(_origin.EndPoint, _seed + 1);
        }

        using (var client = await ServerClient.ConnectAsync(_far))
        {
            await client.MustAsync("shop", $$"""{ "insert": "copy", "documents": [ {{Taken}} ] }""");
            await client.MustAsync("shop", """
                { "createIndexes": "copy", "indexes": [ { "key": { "serial": 1 }, "name": "serial", "unique": true } ] }
                """);
        }

        await StartNearAsync();
        using var near = await ServerClient.ConnectAsync(_near!);
        await near.MustAsync("admin", $$"""
            { "createStreamProcessor": "p",
              "pipeline": [ { "$source": { "connectionName": "{{_source}}", "db": "shop", "coll": "orders",
                                           "config": { "fullDocument": "updateLookup" } } }, {{Stages}} ],
              "options": { "checkpointIntervalMs": 100,
                           "dlq": { "connectionName": "far", "db": "shop", "coll": "dead" } } }
            """);
        await near.MustAsync("admin", """{ "startStreamProcessor": "p" }""");
    }

    /// <summary>Changes the source until so many more faults were met, then kills its server and starts it again.
    /// </summary>
    public async Task KillUnderFaultsAsync(int faults)
    {
        SetFaults(true);
        var source = Source;
        var load = _orders.ChangeUntilGoneAsync(source);
        var (goal, watch) = (FaultCount + faults, Stopwatch.StartNew());
        while (FaultCount < goal)
        {
            Assert.True(watch.Elapsed < Patience, $"{FaultCount} faults of {goal} were met\n{_near!.Output}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        await source.KillAsync();
        await load;
        await source.DisposeAsync();
        if (_source == Origin)
        {
            _origin = await WorkspaceProcess.StartAsync(FolderOf(Origin));
            _originProxy!.Target = _origin.EndPoint;
        }
        else
        {
            await StartNearAsync();
        }
    }

    /// <summary>Ends the faults, lets the processor finish, and compares.</summary>
    public async Task FinishAsync()
    {
        SetFaults(false);
        using var source = await ServerClient.ConnectAsync(Source);
        await _orders.FinishAsync(source);
        using var far = await ServerClient.ConnectAsync(_far);
        var expected = (await source.FindAllAsync("orders"))
            .Where(order => !ChangingCollection.IsRefused(order)).Select(Describe).ToHashSet();
        var watch = Stopwatch.StartNew();
        HashSet<string> found;
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            found = [.. (await far.FindAllAsync("copy")).Where(copy => copy["_id"].AsInt32 >= 0).Select(Describe)];
        }
        while (!found.SetEquals(expected) && watch.Elapsed < Patience);

        Assert.True(
            found.SetEquals(expected),
            $"missing: {Some(expected.Except(found))}\ntoo much: {Some(found.Except(expected))}\n{_near!.Output}");
        Assert.Equal(
            _orders.RefusedIds,
            (await far.FindAllAsync("dead")).Select(letter => letter["doc"].AsDocument["_id"].AsInt32)
                .Distinct().Order());
        Assert.Equal(0, await _near.StopAsync());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { _near, _originProxy, _origin, _farProxy, _far })
        {
            await (part?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        _folder.Dispose();
    }

    private WorkspaceProcess Source => _origin ?? _near!;

    private static string Describe(BsonDocument document) =>
        $"{document["_id"].AsInt32}: {document["n"].AsInt32} {document["text"].AsString}";

    private static string Some(IEnumerable<string> documents) => string.Join(", ", documents.Order().Take(10));

    private void SetFaults(bool areOn)
    {
        _farProxy.IsFaulty = areOn;
        _originProxy?.IsFaulty = areOn;
    }

    private string FolderOf(string name) =>
        Directory.CreateDirectory(Path.Combine(_folder.FullPath, name)).FullName;

    private async Task StartNearAsync() => _near = await WorkspaceProcess.StartAsync(
        FolderOf(Near),
        JsonSerializer.Serialize(new
        {
            Connections = new[] { ("far", _farProxy), (Origin, _originProxy) }
                .Where(connection => connection.Item2 is not null)
                .Select(connection => new
                {
                    name = connection.Item1,
                    type = "MongoDB",
                    connectionString = $"mongodb://{connection.Item2!.Address}/?socketTimeoutMS=1000"
                        + "&connectTimeoutMS=1000&serverSelectionTimeoutMS=5000&heartbeatFrequencyMS=500",
                }),
        }));
}
