using System.Globalization;
using System.Text.Json;
using WireSP.Bson;
using WireSP.Streaming.Checkpoints;
using WireSP.TestKit.Bson;
using WireSP.TestKit.Clients;
using WireSP.TestKit.Connectors.Kafka;
using WireSP.TestKit.Connectors.Kafka.Broker;
using WireSP.TestKit.Connectors.MongoDb.Replica;
using Xunit;

namespace WireSP.TestKit.Kills;

/// <summary>
/// Kills a real server again and again while a processor adds what comes from a Kafka topic to documents of a local
/// collection, or of a cluster whose replies are lost now and then, and compares the sums with what went in.
/// </summary>
public sealed class MergeKillHarness : IAsyncDisposable
{
    private const int ItemCount = 13;
    private const int DocumentsPerChunk = 100;

    private const string Pipeline =
        """
        [ { "$source": { "connectionName": "kafka1", "topic": "orders", "config": { "auto_offset_reset": "earliest" } } },
          { "$project": { "_id": "$item", "n": { "$literal": 1 }, "total": "$amount" } },
          { "$merge": { "into": { "connectionName": "{target}", "db": "shop", "coll": "totals" },
              "whenMatched": [ { "$set": { "n": { "$add": [ "$n", "$$new.n" ] },
                                           "total": { "$add": [ "$total", "$$new.total" ] } } } ] } } ]
        """;

    private static readonly TimeSpan ChunkPause = TimeSpan.FromMilliseconds(50);

    private readonly TransactionalBroker _broker = TransactionalBroker.Start();
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _loadEnds = new();
    private readonly Random _random;
    private readonly TestReplicaSet? _cluster;
    private readonly (int Count, int Total)[] _expected = new (int, int)[ItemCount];
    private Task _load = Task.CompletedTask;
    private int _count;

    /// <summary>Begins a run whose moments of death come from a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="cluster">Where the sums are written; null for the server's own collections.</param>
    public MergeKillHarness(int seed, TestReplicaSet? cluster = null)
    {
        _random = new Random(seed);
        _cluster = cluster;
        _broker.CreateTopic("orders", 2);
    }

    /// <summary>Makes the processor and begins to put documents in.</summary>
    public async Task StartAsync()
    {
        await using var server = await StartServerAsync(null);
        var pipeline = Pipeline.Replace("{target}", _cluster is null ? "local" : "far", StringComparison.Ordinal);
        await KillHarness.RunAsync(server, $$"""
            { "createStreamProcessor": "p", "pipeline": {{pipeline}}, "options": { "checkpointIntervalMs": 100 } }
            """);
        await KillHarness.RunAsync(server, """{ "startStreamProcessor": "p" }""");
        Assert.Equal(0, await server.StopAsync());
        _load = Task.Run(LoadAsync);
    }

    /// <summary>Lets a server work for a while, then kills it.</summary>
    public async Task KillAtRandomAsync()
    {
        _cluster?.Meet(new ReplicaFault("commitTransaction", ReplicaFaultKind.LoseReply) { After = _random.Next(8) });
        await using var server = await StartServerAsync(null);
        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(50, 1500)), TimeProvider.System);
        await server.KillAsync();
    }

    /// <summary>Lets a server kill itself when it has reached a point some times.</summary>
    public async Task KillAtAsync(string point, int times = 3)
    {
        await using var server = await StartServerAsync(
            string.Create(CultureInfo.InvariantCulture, $"{point}:{times}"));
        await server.WaitForExitAsync($"the server kills itself at {point}");
    }

    /// <summary>Ends the load, lets a server finish, and compares.</summary>
    public async Task FinishAsync()
    {
        await _loadEnds.CancelAsync();
        await _load;
        Assert.True(_count > 100, "there was too little load to compare anything");
        var expected = string.Join(' ', _expected.Select((item, id) => $"{id}:{item.Count}:{item.Total}"));
        await using var server = await StartServerAsync(null);
        var patience = new ProgressPatience();
        while (true)
        {
            var sums = await ReadAsync(server);
            var written = string.Join(' ', sums.Select(sum => $"{sum.Id}:{sum.Count}:{sum.Total}"));
            if (written == expected)
            {
                break;
            }

            // One document too many never becomes right again.
            var count = sums.Sum(sum => sum.Count);
            Assert.False(
                patience.HasRunOut(count) || count >= _count,
                $"expected {expected}\nfound    {written}\n{server.Output}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        Assert.Equal(0, await server.StopAsync());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _loadEnds.CancelAsync();
        await _load.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _broker.DisposeAsync();
        _folder.Dispose();
        _loadEnds.Dispose();
    }

    private async Task<IReadOnlyList<(int Id, int Count, int Total)>> ReadAsync(WorkspaceProcess server)
    {
        if (_cluster is not null)
        {
            return [.. _cluster.Read("shop.totals").Select(Describe)];
        }

        var reply = await KillHarness.RunAsync(server, """{ "find": "totals", "sort": { "_id": 1 } }""", "shop");
        return
        [
            .. reply["cursor"].AsDocument["firstBatch"].AsArray.Items().Select(item => Describe(item.AsDocument)),
        ];
    }

    private static (int Id, int Count, int Total) Describe(BsonDocument sum) =>
        (sum["_id"].AsInt32, sum["n"].AsInt32, sum["total"].AsInt32);

    private Task<WorkspaceProcess> StartServerAsync(string? killAt) => WorkspaceProcess.StartAsync(
        _folder.FullPath,
        JsonSerializer.Serialize(new
        {
            Connections = new object[]
            {
                new { name = "kafka1", type = "Kafka", bootstrapServers = _broker.BootstrapServers },
                new { name = "far", type = "Cluster", connectionString = _cluster?.Uri ?? "mongodb://127.0.0.1:1/" },
            },
        }),
        killAt is null ? null : new Dictionary<string, string> { [FaultPoint.EnvironmentVariable] = killAt });

    private async Task LoadAsync()
    {
        while (!_loadEnds.IsCancellationRequested)
        {
            List<KafkaTestRecord> chunk = [];
            for (var i = 0; i < DocumentsPerChunk; i++)
            {
                chunk.Add(NextRecord());
            }

            await KafkaTestProducer.ProduceAsync(_broker.BootstrapServers, "orders", chunk);
            await Task.Delay(ChunkPause, TimeProvider.System, _loadEnds.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private KafkaTestRecord NextRecord()
    {
        var number = _count++;
        var (item, amount) = (number % ItemCount, number % 11);
        _expected[item] = (_expected[item].Count + 1, _expected[item].Total + amount);
        return new KafkaTestRecord(string.Create(
            CultureInfo.InvariantCulture, $"{{\"item\":{item},\"amount\":{amount}}}"));
    }
}
