using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sources;
using WireSP.TestKit.Connectors;
using WireSP.TestKit.Connectors.Kafka;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Connectors.Kafka;

public sealed class KafkaSourceTests : SourceContract, IAsyncLifetime
{
    // Each read that finds nothing waits half a second.
    private const int ReadsMax = 60;

    private readonly KafkaMockCluster _cluster = KafkaMockCluster.Start();
    private readonly KafkaStages _stages;
    private int _appended;

    public KafkaSourceTests()
    {
        _stages = new KafkaStages(_cluster.BootstrapServers);
        _cluster.CreateTopic("orders");
    }

    [Fact]
    public async Task Reading_begins_at_the_end_unless_the_stage_says_otherwise()
    {
        await MakeAvailableAsync(2);
        await using var latest = _stages.CreateSource("{ topic: 'orders' }");
        await latest.OpenAsync(null, CancellationToken.None);
        await using var earliest = _stages.CreateSource(
            "{ topic: 'orders', config: { auto_offset_reset: 'smallest' } }");
        await earliest.OpenAsync(null, CancellationToken.None);
        await MakeAvailableAsync(1);

        Assert.Equal(["2"], await ReadAsync(latest, 1));
        Assert.Equal(["0", "1", "2"], await ReadAsync(earliest, 3));
    }

    [Fact]
    public async Task A_position_is_exact_from_the_moment_that_the_source_is_open()
    {
        await MakeAvailableAsync(2);
        await using (var source = _stages.CreateSource("{ topic: 'orders' }"))
        {
            await source.OpenAsync(null, CancellationToken.None);

            Assert.Equal("""{"orders":{"0":2}}""", ExtendedJson.Format(source.Position));
        }
    }

    [Fact]
    public async Task Several_topics_are_read_and_each_partition_has_a_number_of_its_own()
    {
        _cluster.CreateTopic("returns", partitionCount: 2);
        await using var source = _stages.CreateSource("{ topic: ['orders', 'returns'] }");
        await source.OpenAsync(null, CancellationToken.None);
        await MakeAvailableAsync(1);
        await _cluster.ProduceAsync("returns", [new KafkaTestRecord("""{"n": 10}""") { Partition = 1 }]);

        var batch = new SourceBatch();
        List<int> assigned = [];
        List<string> read = [];
        for (var i = 0; i < ReadsMax && read.Count < 2; i++)
        {
            batch.Clear();
            _ = await source.ReadAsync(batch, CancellationToken.None);
            assigned.AddRange(batch.AssignedPartitions ?? []);
            read.AddRange(batch.Documents.Select(
                document => $"{document.Origin.Partition}: {Identify(document.Body)}"));
        }

        Assert.Equal([0, 1, 3], assigned);
        Assert.Equal(["0: 0", "3: 10"], read.Order());
        Assert.Equal("""{"orders":{"0":1},"returns":{"0":0,"1":1}}""", ExtendedJson.Format(source.Position));
    }

    [Fact]
    public async Task Partitions_added_while_running_are_read_from_the_reset_point()
    {
        var clock = new FakeClock();
        var stages = new KafkaStages(_cluster.BootstrapServers) { Clock = clock };
        await using var source = stages.CreateSource("{ topic: 'orders', config: { auto_offset_reset: 'earliest' } }");
        await source.OpenAsync(null, CancellationToken.None);
        _cluster.DeleteTopic("orders");
        _cluster.CreateTopic("orders", partitionCount: 3);
        await _cluster.ProduceAsync("orders", [new KafkaTestRecord("""{"n": 7}""") { Partition = 2 }]);

        // The clock runs ahead of the cluster, so reads cannot be counted.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var batch = new SourceBatch();
        while (batch.Documents.Count == 0 && !patience.IsCancellationRequested)
        {
            var reading = source.ReadAsync(batch, CancellationToken.None).AsTask();
            while (!reading.IsCompleted)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }
        }

        Assert.Equal("7", Identify(batch.Documents[0].Body));
        Assert.Equal("""{"orders":{"0":0,"1":0,"2":1}}""", ExtendedJson.Format(source.Position));
    }

    [Fact]
    public async Task The_range_of_partitions_is_kept_to()
    {
        _cluster.CreateTopic("wide", partitionCount: 4);
        await using var source = _stages.CreateSource("{ topic: 'wide', partitions: { min: 1, max: 2 } }");
        await source.OpenAsync(null, CancellationToken.None);

        Assert.Equal("""{"wide":{"1":0,"2":0}}""", ExtendedJson.Format(source.Position));
    }

    [Fact]
    public async Task Records_that_retention_has_dropped_are_passed_over_from_the_reset_point()
    {
        await MakeAvailableAsync(5);
        _cluster.DeleteRecords("orders", 0, before: 3);
        await using var source = CreateSource();
        await source.OpenAsync(ExtendedJson.ParseLenient("{ orders: { '0': Long(1) } }"), CancellationToken.None);

        Assert.Equal(["3", "4"], await ReadAsync(source, 2));
    }

    [Fact]
    public async Task Statistics_tell_how_far_each_partition_is()
    {
        await MakeAvailableAsync(3);
        await using var source = CreateSource();
        await source.OpenAsync(null, CancellationToken.None);
        _ = await ReadAsync(source, 3);
        var acknowledged = ExtendedJson.ParseLenient("{ orders: { '0': Long(2) } }");
        await source.AcknowledgeAsync(acknowledged, CancellationToken.None);

        var writer = new BsonWriter();
        var root = writer.BeginDocument();
        source.WriteStatistics(writer);
        writer.End(root);

        Assert.Equal(
            """{"kafkaPartitions":[{"partition":0,"currentOffset":3,"checkpointOffset":2,"""
                + "\"partitionOffsetLag\":0,\"isIdle\":false}],\"kafkaTotalOffsetLag\":0}",
            ExtendedJson.Format(writer.ToDocument()));
    }

    [Fact]
    public async Task More_partitions_than_the_tier_allows_fail_the_processor()
    {
        _cluster.CreateTopic("wide", partitionCount: 33);
        var stages = new KafkaStages(_cluster.BootstrapServers) { PartitionsMax = 32 };
        await using var source = stages.CreateSource("{ topic: 'wide' }");

        var error = await Assert.ThrowsAsync<StreamProcessorException>(
            async () => await source.OpenAsync(null, CancellationToken.None));

        Assert.Equal(420, error.Code);
        Assert.Equal(RetryPolicy.Never, error.Retry);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    protected override ISource CreateSource() =>
        _stages.CreateSource("{ topic: 'orders', config: { auto_offset_reset: 'earliest' } }");

    protected override Task MakeAvailableAsync(int count)
    {
        var first = _appended;
        _appended += count;
        return _cluster.ProduceAsync(
            "orders", [.. Enumerable.Range(first, count).Select(n => $$"""{"n": {{n}}}""")]);
    }

    protected override FakeClock? Clock => null;

    protected override string Identify(BsonDocument document) => $"{document["n"].AsInt32}";
}
