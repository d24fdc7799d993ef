using System.Globalization;
using System.Text.Json;
using WireSP.Bson;
using WireSP.Streaming.Checkpoints;
using WireSP.TestKit.Clients;
using WireSP.TestKit.Connectors.Kafka;
using WireSP.TestKit.Connectors.Kafka.Broker;
using WireSP.TestKit.Wire;
using Xunit;

namespace WireSP.TestKit.Kills;

/// <summary>
/// Kills a real server again and again while a processor sums windows from one Kafka topic into another, and compares
/// what readers of committed records see with what an uninterrupted run would have written.
/// </summary>
public sealed class KillHarness : IAsyncDisposable
{
    private const int PartitionCount = 2;
    private const int DocumentsPerChunk = 100;
    private const string Last = "last";

    private const string Pipeline =
        """
        [ { "$source": { "connectionName": "kafka1", "topic": "orders", "timeField": { "$toDate": "$at" },
                         "config": { "auto_offset_reset": "earliest" } } },
          { "$tumblingWindow": { "interval": { "size": 1, "unit": "second" },
              "allowedLateness": { "size": 0, "unit": "second" },
              "pipeline": [ { "$group": { "_id": "$item", "n": { "$sum": 1 }, "total": { "$sum": "$amount" },
                                          "first": { "$min": "$at" },
                                          "ballast": { "$push": { "$range": [0, 400] } } } },
                            { "$project": { "n": 1, "total": 1, "first": 1, "kept": { "$size": "$ballast" } } } ] } },
          { "$emit": { "connectionName": "kafka1", "topic": "totals" } } ]
        """;

    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan ChunkPause = TimeSpan.FromMilliseconds(50);

    private readonly TransactionalBroker _broker = TransactionalBroker.Start();
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _loadEnds = new();
    private readonly Dictionary<(long Window, int Item), (int Count, int Total, string First)> _expected = [];
    private readonly Random _random;
    private Task _load = Task.CompletedTask;
    private int _count;

    /// <summary>Begins a run whose moments of death come from a seed.</summary>
    public KillHarness(int seed)
    {
        _random = new Random(seed);
        _broker.CreateTopic("orders", PartitionCount);
        _broker.CreateTopic("totals");
    }

    /// <summary>Documents that were put in so far.</summary>
    public int DocumentCount => _count;

    /// <summary>Makes the processor and begins to put documents in.</summary>
    public async Task StartAsync()
    {
        await using var server = await StartServerAsync(null);
        await RunAsync(server, $$"""
            { "createStreamProcessor": "p", "pipeline": {{Pipeline}}, "options": { "checkpointIntervalMs": 100 } }
            """);
        await RunAsync(server, """{ "startStreamProcessor": "p" }""");
        Assert.Equal(0, await server.StopAsync());
        _load = Task.Run(LoadAsync);
    }

    /// <summary>Lets a server work for a while, then kills it.</summary>
    public async Task KillAtRandomAsync()
    {
        await using var server = await StartServerAsync(null);
        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(50, 1500)), TimeProvider.System);
        await server.KillAsync();
    }

    /// <summary>Lets a server kill itself the third time that it reaches a point.</summary>
    public async Task KillAtAsync(string point)
    {
        await using var server = await StartServerAsync($"{point}:3");
        await server.WaitForExitAsync($"the server kills itself at {point}");
    }

    /// <summary>Kills a server in one of its system calls.</summary>
    /// <param name="call">The call.</param>
    /// <param name="when">Which one of them, counted from 1.</param>
    public async Task KillInCallAsync(string call, int when)
    {
        await using var server = await StartServerAsync(null);
        await using var faults = await CallFaults.AttachAsync(
            server.ProcessId, call, string.Create(CultureInfo.InvariantCulture, $"signal=KILL:when={when}"));
        await server.WaitForExitAsync($"the server is killed in its {call} {when}");
    }

    /// <summary>Lets system calls of a server fail for a while; it goes on by itself.</summary>
    /// <param name="calls">The calls, separated by commas.</param>
    /// <param name="error">Why they fail, for example <c>ENOSPC</c>.</param>
    public async Task FailCallsAsync(string calls, string error)
    {
        await using var server = await StartServerAsync(null);
        await using (await CallFaults.AttachAsync(server.ProcessId, calls, $"error={error}"))
        {
            await WaitForStatsAsync(
                server,
                stats => !stats["stalledReason"].IsMissing,
                "the server says that checkpoints cannot be stored");
        }

        await WaitForStatsAsync(
            server, stats => stats["stalledReason"].IsMissing, "the server stores checkpoints again");
        Assert.Equal(0, await server.StopAsync());
    }

    /// <summary>Ends the load, lets a server finish, and compares.</summary>
    public async Task FinishAsync()
    {
        await _loadEnds.CancelAsync();
        await _load;
        for (var partition = 0; partition < PartitionCount; partition++)
        {
            await ProduceAsync([Record(Begin.AddDays(1), item: 0, amount: 0, partition)]);
        }

        await using (var server = await StartServerAsync(null))
        {
            await WaitForResultsAsync(server);
            Assert.Equal(0, await server.StopAsync());
        }

        await KafkaTestProducer.ProduceAsync(_broker.BootstrapServers, "totals", [new KafkaTestRecord(Last)]);
        var written = await KafkaTestConsumer.ConsumeUntilAsync(_broker.BootstrapServers, "totals", Last);
        Assert.True(_expected.Count > 100, "there was too little load to compare anything");
        var expected = _expected.Select(entry => $"{{\"_id\":{entry.Key.Item},\"n\":{entry.Value.Count},"
            + $"\"total\":{entry.Value.Total},\"first\":\"{entry.Value.First}\",\"kept\":{entry.Value.Count}}}");
        AssertSame([.. expected], written);
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

    // The first differences say more than two long lists.
    private static void AssertSame(IReadOnlyList<string> expected, IReadOnlyList<string> written)
    {
        var missing = expected.Except(written).Order(StringComparer.Ordinal).ToList();
        var unknown = written.Except(expected).Order(StringComparer.Ordinal).ToList();
        var repeated = written.GroupBy(text => text).Where(group => group.Count() > 1).Select(group => group.Key);
        var surplus = written.Count - expected.Count + missing.Count - unknown.Count;
        Assert.True(
            missing.Count + unknown.Count + surplus == 0,
            $"of {expected.Count} results {missing.Count} are missing: {string.Join(' ', missing.Take(3))}, "
                + $"{unknown.Count} are wrong: {string.Join(' ', unknown.Take(3))}, "
                + $"{surplus} are repeated: {string.Join(' ', repeated.Take(3))}");
    }

    /// <summary>Runs a command that must succeed.</summary>
    internal static async Task<TestReply> RunAsync(WorkspaceProcess server, string command, string database = "admin")
    {
        using var client = await SocketClient.ConnectAsync(server.EndPoint);
        var body = new BsonDocumentBuilder();
        body.AddRange(ExtendedJson.Parse(command));
        body.Add("$db", database);
        await client.Stream.WriteAsync(TestMessage.Command(1, body.ToDocument()));
        var reply = (await client.ReceiveAsync()).Reply;
        Assert.True(reply.IsOk, $"{command}: {reply.Message}\n{server.Output}");
        return reply;
    }

    // The last record of each partition is a day ahead, so the watermark tells when all of them have been read.
    private static Task WaitForResultsAsync(WorkspaceProcess server) => WaitForStatsAsync(
        server,
        stats => stats["watermark"] is { Type: BsonType.DateTime } watermark
            && watermark.AsDateTimeMs >= Begin.AddDays(1).ToUnixTimeMilliseconds(),
        "everything is read");

    private static async Task WaitForStatsAsync(WorkspaceProcess server, Func<BsonDocument, bool> happened, string step)
    {
        var patience = new ProgressPatience();
        while (true)
        {
            var stats = (await RunAsync(server, """{ "getStreamProcessorStats": "p" }"""))["stats"].AsDocument;
            if (happened(stats))
            {
                return;
            }

            Assert.False(
                patience.HasRunOut(stats["inputMessageCount"].Payload),
                $"{step}: did not happen: {ExtendedJson.Format(stats)}\n{server.Output}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    private Task<WorkspaceProcess> StartServerAsync(string? killAt) => WorkspaceProcess.StartAsync(
        _folder.FullPath,
        JsonSerializer.Serialize(new
        {
            Connections = new[]
            {
                new { name = "kafka1", type = "Kafka", bootstrapServers = _broker.BootstrapServers },
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

            await ProduceAsync(chunk);
            await Task.Delay(ChunkPause, TimeProvider.System, _loadEnds.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private KafkaTestRecord NextRecord()
    {
        var number = _count++;
        var at = Begin.AddMilliseconds(number * 40);
        var (item, amount) = (number % 7, number % 11);
        var key = (at.ToUnixTimeSeconds(), item);
        var text = Text(at);
        _expected[key] = _expected.TryGetValue(key, out var known)
            ? (known.Count + 1, known.Total + amount, known.First)
            : (1, amount, text);
        return Record(at, item, amount, number % PartitionCount);
    }

    private static KafkaTestRecord Record(DateTimeOffset at, int item, int amount, int partition) =>
        new($$"""{"at":"{{Text(at)}}","item":{{item}},"amount":{{amount}}}""") { Partition = partition };

    private static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private Task ProduceAsync(IEnumerable<KafkaTestRecord> records) =>
        KafkaTestProducer.ProduceAsync(_broker.BootstrapServers, "orders", records);
}
