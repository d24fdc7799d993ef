using WireSP.Streaming;
using WireSP.Streaming.Sources;
using WireSP.TestKit.Connectors.Kafka;

namespace WireSP.Tests.Connectors.Kafka;

public sealed class KafkaSourceOutageTests : IAsyncLifetime
{
    // Each read that finds nothing waits half a second.
    private const int ReadsMax = 120;
    private const short Fetch = 1;
    private const int Transport = -195;
    private const int NotLeader = 6;

    private readonly KafkaMockCluster _cluster = KafkaMockCluster.Start();
    private readonly KafkaStages _stages;

    public KafkaSourceOutageTests()
    {
        _stages = new KafkaStages(_cluster.BootstrapServers);
        _cluster.CreateTopic("orders");
    }

    [Fact]
    public async Task After_an_outage_reading_goes_on_where_it_stood()
    {
        await using var source = _stages.CreateSource("{ topic: 'orders' }");
        await source.OpenAsync(null, CancellationToken.None);
        await _cluster.ProduceAsync("orders", """{"n": 1}""");
        Assert.Equal([1], await ReadAsync(source, 1));

        _cluster.TakeDown();
        _ = await source.ReadAsync(new SourceBatch(), CancellationToken.None);
        _cluster.BringUp();
        await _cluster.ProduceAsync("orders", """{"n": 2}""", """{"n": 3}""");

        Assert.Equal([2, 3], await ReadAsync(source, 2));
    }

    [Fact]
    public async Task Failed_requests_and_cut_connections_lose_and_repeat_nothing()
    {
        await using var source = _stages.CreateSource("{ topic: 'orders' }");
        await source.OpenAsync(null, CancellationToken.None);
        _cluster.FailRequests(Fetch, NotLeader, Transport, NotLeader, Transport);
        await _cluster.ProduceAsync("orders", [.. Enumerable.Range(0, 50).Select(n => $$"""{"n": {{n}}}""")]);

        Assert.Equal(Enumerable.Range(0, 50), await ReadAsync(source, 50));
    }

    [Fact]
    public async Task Brokers_that_stay_away_fail_the_attempt_with_the_reason()
    {
        await using var source = _stages.CreateSource("{ topic: 'orders' }");
        await source.OpenAsync(null, CancellationToken.None);
        _cluster.TakeDown();

        var error = await Assert.ThrowsAsync<StreamProcessorException>(() => ReadAsync(source, 1));

        Assert.Equal(419, error.Code);
        Assert.Equal(FailureDomain.External, error.Domain);
        Assert.Equal(RetryPolicy.WithBackoff, error.Retry);
        Assert.StartsWith("Kafka connection 'kafka1': ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_is_not_there_fails_the_attempt_with_the_reason()
    {
        var address = _cluster.BootstrapServers;
        await _cluster.DisposeAsync();
        await using var source = new KafkaStages(address).CreateSource("{ topic: 'orders' }");

        var error = await Assert.ThrowsAsync<StreamProcessorException>(
            async () => await source.OpenAsync(null, CancellationToken.None));

        Assert.Equal(419, error.Code);
        Assert.Contains("refused", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_topic_that_is_not_there_fails_the_attempt_by_its_name()
    {
        await using var source = _stages.CreateSource("{ topic: 'oders' }");

        var error = await Assert.ThrowsAsync<StreamProcessorException>(
            async () => await source.OpenAsync(null, CancellationToken.None));

        Assert.Equal(419, error.Code);
        Assert.Contains("no partitions found for topic 'oders'", error.Message, StringComparison.Ordinal);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    private static async Task<List<int>> ReadAsync(ISource source, int count)
    {
        List<int> read = [];
        var batch = new SourceBatch();
        for (var i = 0; i < ReadsMax && read.Count < count; i++)
        {
            batch.Clear();
            _ = await source.ReadAsync(batch, CancellationToken.None);
            read.AddRange(batch.Documents.Select(document => document.Body["n"].AsInt32));
        }

        return read;
    }
}
