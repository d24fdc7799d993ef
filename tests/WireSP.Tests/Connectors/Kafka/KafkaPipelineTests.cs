using WireSP.Bson;
using WireSP.Connectors;
using WireSP.Streaming;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Tasks;
using WireSP.TestKit.Connectors.Kafka;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Connectors.Kafka;

/// <summary>Whole processors between two topics that other programs write and read.</summary>
public sealed class KafkaPipelineTests : IAsyncLifetime, IConnectionRegistry
{
    private const string Pipeline =
        """
        [ { $source: { connectionName: 'kafka1', topic: 'orders', timeField: { $toDate: '$at' },
                       config: { auto_offset_reset: 'earliest' } } },
          { $match: { amount: { $gt: 0 } } },
          { $tumblingWindow: { interval: { size: 1, unit: 'minute' }, allowedLateness: { size: 0, unit: 'second' },
              pipeline: [ { $group: { _id: '$shop', total: { $sum: '$amount' } } }, { $sort: { _id: 1 } } ] } },
          { $emit: { connectionName: 'kafka1', topic: 'totals', config: { key: '$_id', keyFormat: 'string' } } } ]
        """;

    private readonly KafkaMockCluster _cluster = KafkaMockCluster.Start();
    private readonly CollectingTap _tap = new();

    public KafkaPipelineTests()
    {
        _cluster.CreateTopic("orders");
        _cluster.CreateTopic("totals");
    }

    public IReadOnlyList<string> Names => ["kafka1"];

    [Fact]
    public async Task Windows_over_one_topic_are_written_to_another_and_bad_records_are_dead_lettered()
    {
        await _cluster.ProduceAsync(
            "orders",
            """{"shop": "a", "amount": 3, "at": "2026-01-01T10:00:05Z"}""",
            """{"shop": "b", "amount": 4, "at": "2026-01-01T10:00:06Z"}""",
            "not JSON",
            """{"shop": "a", "amount": 5, "at": "2026-01-01T10:00:59Z"}""",
            """{"shop": "a", "amount": 0, "at": "2026-01-01T10:00:59Z"}""",
            """{"shop": "a", "amount": 1, "at": "2026-01-01T10:01:00Z"}""");
        using var stop = new CancellationTokenSource();
        var task = CreateTask(Pipeline);
        var running = task.RunAsync(stop.Token);

        var totals = await _cluster.ConsumeAsync("totals", 2);
        await stop.CancelAsync();
        await running;

        Assert.Equal(["""{"_id":"a","total":8}""", """{"_id":"b","total":4}"""], totals.Select(record => record.Text));
        Assert.Equal(["a", "b"], totals.Select(record => record.KeyText));
        var deadLetter = Assert.Single(_tap.DeadLetters);
        Assert.Equal("not JSON", deadLetter["doc"].AsString);
        Assert.Equal("KafkaConsumerOperator", deadLetter["operatorName"].AsString);
        Assert.Equal(2, deadLetter["_stream_meta"].AsDocument["source"].AsDocument["offset"].AsInt64);
    }

    [Fact]
    public async Task A_processor_goes_on_where_it_stood_through_outage_and_restart()
    {
        const string Copy =
            """
            [ { $source: { connectionName: 'kafka1', topic: 'orders', config: { auto_offset_reset: 'earliest' } } },
              { $emit: { connectionName: 'kafka1', topic: 'totals' } } ]
            """;
        await ProduceAsync(0, 50);
        var position = await RunAsync(Copy, null, async () =>
        {
            _ = await _cluster.ConsumeAsync("totals", 50);
            _cluster.TakeDown();
            _cluster.BringUp();
            await ProduceAsync(50, 50);
            _ = await _cluster.ConsumeAsync("totals", 100);
        });
        await ProduceAsync(100, 50);
        _ = await RunAsync(Copy, position, async () => _ = await _cluster.ConsumeAsync("totals", 150));

        var written = (await _cluster.ConsumeAsync("totals", 150)).Select(record => record.Text);
        Assert.Equal(Enumerable.Range(0, 150).Select(n => $$"""{"n":{{n}}}"""), written);
    }

    [Theory]
    [InlineData("", "asp-65f9fea5c5154385174af71e-consumer")]
    [InlineData("group_id: 'mine', enable_auto_commit: false,", "mine")]
    public async Task What_has_taken_effect_is_committed_for_others_to_see(string config, string group)
    {
        var pipeline =
            $$"""
            [ { $source: { connectionName: 'kafka1', topic: 'orders',
                           config: { {{config}} auto_offset_reset: 'earliest' } } },
              { $emit: { connectionName: 'kafka1', topic: 'totals' } } ]
            """;
        await ProduceAsync(0, 10);

        _ = await RunAsync(pipeline, null, () => _cluster.WaitForCommitAsync(group, "orders", 0, offset: 10));
    }

    public ConnectionDefinition? Find(string name) => new(name, "Kafka", new BsonDocumentBuilder
    {
        { "name", name },
        { "type", "Kafka" },
        { "bootstrapServers", _cluster.BootstrapServers },
    }.ToDocument());

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    private Task ProduceAsync(int first, int count) => _cluster.ProduceAsync(
        "orders", [.. Enumerable.Range(first, count).Select(n => $$"""{"n": {{n}}}""")]);

    private async Task<BsonDocument?> RunAsync(string pipeline, BsonDocument? position, Func<Task> whileRunning)
    {
        using var stop = new CancellationTokenSource();
        var task = CreateTask(pipeline, position);
        var running = task.RunAsync(stop.Token);
        await Task.WhenAny(whileRunning(), running).Unwrap();
        await stop.CancelAsync();
        await running;
        return task.LastPosition;
    }

    private StreamTask CreateTask(string pipeline, BsonDocument? position = null)
    {
        List<PipelineProblem> problems = [];
        var stages = ExtendedJson.ParseLenientValue(pipeline).AsArray;
        var compiled = PipelineCompiler.Compile(
            new PipelineRequest(stages, IsEphemeral: false), this, ConnectorTable.All, problems);
        Assert.Empty(problems);
        var context = new TaskContext("65f9fea5c5154385174af71e", "p", false, null, TimeProvider.System);
        return new StreamTask(
            compiled!, new TaskOptions(context) { DeadLetters = _tap, Samples = _tap, Position = position });
    }
}
