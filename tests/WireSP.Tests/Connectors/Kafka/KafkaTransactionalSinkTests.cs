using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sinks;
using WireSP.TestKit.Connectors;
using WireSP.TestKit.Connectors.Kafka;
using WireSP.TestKit.Connectors.Kafka.Broker;

namespace WireSP.Tests.Connectors.Kafka;

public sealed class KafkaTransactionalSinkTests : IAsyncLifetime
{
    private readonly TransactionalBroker _broker = TransactionalBroker.Start();
    private readonly CollectedFailures _failures = new();

    [Fact]
    public async Task What_was_committed_is_read_and_what_was_not_is_gone()
    {
        await using (var sink = await OpenAsync())
        {
            Assert.Null(sink.CommittedCheckpoint);
            Assert.False(sink.HasUncommitted);
            await WriteAsync(sink, 1, 2);
            Assert.True(sink.HasUncommitted);
            await sink.CommitAsync(7, _failures, default);
            Assert.False(sink.HasUncommitted);
            await WriteAsync(sink, 3);
        }

        await using (var sink = await OpenAsync())
        {
            Assert.Equal(7, sink.CommittedCheckpoint);
            await WriteAsync(sink, 4);
            await sink.CommitAsync(8, _failures, default);
        }

        Assert.Equal(["{\"n\":1}", "{\"n\":2}", "{\"n\":4}"], await ReadAsync());
        Assert.Equal(8, _broker.CommittedOffset("wiresp-65f9fea5c5154385174af71e", "out", 0));
    }

    [Fact]
    public async Task A_sink_that_was_replaced_can_commit_nothing_more()
    {
        await using var old = await OpenAsync();
        await WriteAsync(old, 1);
        await using var present = await OpenAsync();
        await WriteAsync(present, 2);

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(
            () => old.CommitAsync(1, _failures, default).AsTask());
        await present.CommitAsync(2, _failures, default);

        Assert.Equal(RetryPolicy.WithBackoff, failure.Retry);
        Assert.Equal(["{\"n\":2}"], await ReadAsync());
    }

    [Fact]
    public async Task A_stage_may_leave_transactions_out()
    {
        await using var sink = Stages(isCheckpointed: true)
            .CreateSink("{ topic: 'out', config: { deliveryGuarantee: 'atLeastOnce' } }");
        await using var ephemeral = Stages(isCheckpointed: false).CreateSink("{ topic: 'out' }");

        Assert.False(sink is ITransactionalSink);
        Assert.False(ephemeral is ITransactionalSink);
    }

    public Task InitializeAsync()
    {
        _broker.CreateTopic("out");
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _broker.DisposeAsync();

    private async Task<ITransactionalSink> OpenAsync()
    {
        var sink = (ITransactionalSink)Stages(isCheckpointed: true).CreateSink("{ topic: 'out' }");
        await sink.OpenAsync(default);
        return sink;
    }

    private KafkaStages Stages(bool isCheckpointed) =>
        new(_broker.BootstrapServers) { TakesCheckpoints = isCheckpointed };

    private async Task WriteAsync(ISink sink, params int[] numbers)
    {
        var rows = new DocumentRows();
        foreach (var number in numbers)
        {
            rows.Add(new BsonDocumentBuilder { { "n", number } }.ToDocument(), 0, null, 0);
        }

        await sink.WriteAsync(new SinkBatch(rows, _failures), default);
        await sink.FlushAsync(_failures, default);
        Assert.Empty(_failures.Reasons);
    }

    private async Task<IReadOnlyList<string>> ReadAsync()
    {
        await KafkaTestProducer.ProduceAsync(_broker.BootstrapServers, "out", [new KafkaTestRecord("last")]);
        return await KafkaTestConsumer.ConsumeUntilAsync(_broker.BootstrapServers, "out", "last");
    }
}
