using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Streaming;
using WireSP.Streaming.Pipelines;
using WireSP.TestKit.Connectors;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Connectors.Collections;

public sealed class DeadLetterCollectionTests : IAsyncLifetime
{
    private static readonly ConnectionDefinition Connection = new("local", "Local", BsonDocument.Empty);

    private readonly MergeStages _stages = new();
    private readonly List<string> _warnings = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stages.DisposeAsync();

    [Fact]
    public async Task The_collection_is_made_and_dead_letters_keep_their_form()
    {
        await using var queue = await OpenAsync(_stages.Connector);

        await queue.WriteAsync([Letter(1), Letter(2)], default);

        var documents = await _stages.ReadAsync();
        Assert.Equal(BsonType.ObjectId, documents[0]["_id"].Type);
        Assert.Equal(
            ["""{"errInfo":{"reason":"r"},"doc":{"n":1}}""", """{"errInfo":{"reason":"r"},"doc":{"n":2}}"""],
            documents.Select(document => ExtendedJson.Format(WithoutId(document))));
    }

    [Fact]
    public async Task A_queue_that_fails_now_and_then_loses_nothing_and_has_nothing_twice()
    {
        var faults = new FaultyCollections(_stages.Connector, seed: 5) { OneOf = 4 };
        await using var queue = await OpenAsync(faults);

        for (var i = 0; i < 20; i++)
        {
            await queue.WriteAsync([Letter(i)], default);
        }

        Assert.True(faults.Failed > 2);
        Assert.Equal(faults.Failed, _warnings.Count);
        Assert.Equal(
            Enumerable.Range(0, 20),
            (await _stages.ReadAsync()).Select(document => document["doc"].AsDocument["n"].AsInt32).Order());
    }

    [Fact]
    public async Task A_queue_that_refuses_fails_the_processor()
    {
        await _stages.AddUniqueIndexAsync("c", "{ errInfo: 1 }");
        await using var queue = await OpenAsync(_stages.Connector);

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(
            () => queue.WriteAsync([Letter(1), Letter(2)], default).AsTask());

        Assert.Equal((11000, RetryPolicy.Never), (failure.Code, failure.Retry));
        Assert.StartsWith(
            "the dead letter queue d.c on connection 'local' refuses a dead letter: E11000",
            failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_collection_can_hold_is_left_out_and_the_rest_of_the_dead_letter_stays()
    {
        await using var queue = await OpenAsync(_stages.Connector);
        var text = new string('x', BsonLimits.DocumentSizeBytesMax - 40);
        var doc = new BsonDocumentBuilder { { "t", text } }.ToDocument();

        await queue.WriteAsync([new BsonDocumentBuilder { { "a", 1 }, { "doc", doc } }.ToDocument()], default);

        Assert.Equal(
            $"{{\"a\":1,\"doc\":{{\"$omitted\":\"too large to store\",\"bytes\":{doc.Length}}}}}",
            ExtendedJson.Format(WithoutId(Assert.Single(await _stages.ReadAsync()))));
    }

    private async Task<DeadLetterCollection> OpenAsync(ICollectionConnector connector)
    {
        var queue = new DeadLetterCollection(
            () => connector.OpenCollections(Connection),
            new CollectionNamespace("d", "c"),
            new ImmediateClock(),
            _warnings.Add);
        await queue.OpenAsync(default);
        return queue;
    }

    private static BsonDocument Letter(int n) =>
        ExtendedJson.ParseLenient($"{{ errInfo: {{ reason: 'r' }}, doc: {{ n: {n} }} }}");

    private static BsonDocument WithoutId(BsonDocument document)
    {
        var rest = new BsonDocumentBuilder();
        foreach (var element in document)
        {
            if (element.Name != "_id")
            {
                rest.Add(element.Name, element.Value);
            }
        }

        return rest.ToDocument();
    }
}
