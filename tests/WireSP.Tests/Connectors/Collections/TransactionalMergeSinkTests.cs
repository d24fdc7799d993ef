using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sinks;
using WireSP.TestKit.Connectors;

namespace WireSP.Tests.Connectors.Collections;

public sealed class TransactionalMergeSinkTests : IAsyncLifetime
{
    private const string Adding =
        "{ into: { connectionName: 'local', db: 'd', coll: 'c' }, "
        + "whenMatched: [{ $set: { n: { $add: ['$n', '$$new.n'] } } }] }";

    private readonly MergeStages _stages = new();
    private readonly CollectedFailures _failures = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stages.DisposeAsync();

    [Theory]
    [InlineData("", DeliveryGuarantee.AtLeastOnce)]
    [InlineData(", whenMatched: 'replace'", DeliveryGuarantee.AtLeastOnce)]
    [InlineData(", whenMatched: 'delete', whenNotMatched: 'discard'", DeliveryGuarantee.AtLeastOnce)]
    [InlineData(", whenMatched: 'delete'", DeliveryGuarantee.ExactlyOnce)]
    [InlineData(", whenMatched: '$how'", DeliveryGuarantee.ExactlyOnce)]
    [InlineData(", whenNotMatched: '$how'", DeliveryGuarantee.ExactlyOnce)]
    [InlineData(", whenMatched: [{ $set: { n: 1 } }]", DeliveryGuarantee.ExactlyOnce)]
    [InlineData(
        ", whenMatched: [{ $set: { n: 1 } }], config: { deliveryGuarantee: 'atLeastOnce' }",
        DeliveryGuarantee.AtLeastOnce)]
    [InlineData(", config: { deliveryGuarantee: 'exactlyOnce' }", DeliveryGuarantee.ExactlyOnce)]
    public void What_may_not_be_repeated_is_committed_with_checkpoints(string more, DeliveryGuarantee expected)
    {
        var factory = _stages.Factory($"{{ into: {{ connectionName: 'local', db: 'd', coll: 'c' }}{more} }}");

        Assert.Equal(expected, factory.Delivery);
        Assert.Equal(expected == DeliveryGuarantee.ExactlyOnce, factory.Create(_stages.Context) is ITransactionalSink);
        Assert.False(factory.Create(_stages.Context with { TakesCheckpoints = false }) is ITransactionalSink);
    }

    [Fact]
    public async Task Nothing_is_there_before_the_commit_and_everything_after_it()
    {
        await using var sink = await OpenAsync();
        Assert.Null(sink.CommittedCheckpoint);
        Assert.False(sink.HasUncommitted);
        await WriteAsync(sink, "{ _id: 1, n: 1 }", "{ _id: 1, n: 2 }", "{ _id: 2, n: 5 }");
        await sink.FlushAsync(_failures, default);

        Assert.True(sink.HasUncommitted);
        Assert.Equal("", await _stages.ShowAsync());

        Assert.True(await sink.CommitAsync(7, _failures, default));
        Assert.False(sink.HasUncommitted);
        Assert.Equal(7, sink.CommittedCheckpoint);
        Assert.Equal("{\"_id\":1,\"n\":3} {\"_id\":2,\"n\":5}", await _stages.ShowAsync());
    }

    [Fact]
    public async Task What_was_not_committed_is_gone_and_the_next_attempt_knows_what_was()
    {
        await using (var sink = await OpenAsync())
        {
            await WriteAsync(sink, "{ _id: 1, n: 1 }");
            Assert.True(await sink.CommitAsync(7, _failures, default));
            await WriteAsync(sink, "{ _id: 1, n: 100 }");
        }

        await using var next = await OpenAsync();
        Assert.Equal(7, next.CommittedCheckpoint);
        await WriteAsync(next, "{ _id: 1, n: 1 }");
        Assert.True(await next.CommitAsync(8, _failures, default));
        Assert.Equal("{\"_id\":1,\"n\":2}", await _stages.ShowAsync());
    }

    [Fact]
    public async Task A_sink_that_was_replaced_can_commit_nothing_more()
    {
        await using var old = await OpenAsync();
        await WriteAsync(old, "{ _id: 1, n: 1 }");
        await using var present = await OpenAsync();

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(
            () => old.CommitAsync(1, _failures, default).AsTask());

        Assert.Equal((FailureDomain.Internal, RetryPolicy.WithBackoff), (failure.Domain, failure.Retry));
        Assert.Equal("", await _stages.ShowAsync());
    }

    [Fact]
    public async Task Refused_documents_are_dead_letters_before_the_others_are_committed()
    {
        await _stages.AddUniqueIndexAsync("c", "{ k: 1 }");
        await using var sink = await OpenAsync();
        await WriteAsync(
            sink, "{ _id: 1, k: 1, n: 1 }", "{ _id: 2, k: 1, n: 1 }", "{ _id: 1, n: 'x' }", "{ _id: 3, k: 2, n: 1 }");

        Assert.False(await sink.CommitAsync(1, _failures, default));
        Assert.Equal("", await _stages.ShowAsync());
        Assert.Equal(
            ["{ \"_id\" : 2, \"k\" : 1, \"n\" : 1 }", "{ \"_id\" : 1, \"n\" : \"x\" }"],
            _failures.Documents.Select(document => ExtendedJson.Format(document)
                .Replace("\":", "\" : ", StringComparison.Ordinal)
                .Replace(",", ", ", StringComparison.Ordinal)
                .Replace("{", "{ ", StringComparison.Ordinal)
                .Replace("}", " }", StringComparison.Ordinal)));

        Assert.True(await sink.CommitAsync(1, _failures, default));
        Assert.Equal("{\"_id\":1,\"k\":1,\"n\":1} {\"_id\":3,\"k\":2,\"n\":1}", await _stages.ShowAsync());
    }

    [Fact]
    public async Task Holding_much_it_asks_for_a_commit()
    {
        await using var sink = await OpenAsync();
        for (var i = 0; i < 50; i++)
        {
            Assert.False(sink.WantsCommit);
            await WriteAsync(sink, [.. Enumerable.Range(0, 1000).Select(n => $"{{ _id: {n}, n: 1 }}")]);
        }

        Assert.True(sink.WantsCommit);
        Assert.True(await sink.CommitAsync(1, _failures, default));
        Assert.False(sink.WantsCommit);
        Assert.All(await _stages.ReadAsync(), document => Assert.Equal(50, document["n"].AsInt32));
    }

    private async Task<ITransactionalSink> OpenAsync()
    {
        var sink = (ITransactionalSink)_stages.Sink(Adding);
        await sink.OpenAsync(default);
        return sink;
    }

    private async Task WriteAsync(ITransactionalSink sink, params string[] documents)
    {
        var rows = new DocumentRows();
        foreach (var document in documents)
        {
            rows.Add(ExtendedJson.ParseLenient(document), 0, null, 0);
        }

        await sink.WriteAsync(new SinkBatch(rows, _failures), default);
    }
}
