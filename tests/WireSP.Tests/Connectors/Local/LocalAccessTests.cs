using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local;
using WireSP.Streaming;
using WireSP.TestKit.Clients;

namespace WireSP.Tests.Connectors.Local;

public sealed class LocalAccessTests : IAsyncLifetime
{
    private static readonly CollectionNamespace Name = new("db", "c");

    private readonly TemporaryFolder _folder = new();
    private LocalCollections _collections = null!;
    private LocalAccess _access = null!;

    public Task InitializeAsync()
    {
        _collections = LocalCollections.Open(
            Path.Combine(_folder.FullPath, "f.db"), new SemaphoreSlim(1), new LocalOptions(), TimeProvider.System);
        _access = new LocalAccess("here", _collections);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _collections.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_inserted_is_found_and_watched()
    {
        var changes = await _access.WatchAsync(
            new ChangeStreamScope("db", "c"), Array("[{ $changeStream: {} }]"), ReadPreference.Primary, default);

        var refused = await _access.InsertAsync(
            Name, [Document("{ _id: 1, a: 2 }"), Document("{ _id: 1 }"), Document("{ _id: 2 }")], default);

        Assert.Equal((1, 11000), (Assert.Single(refused).Index, refused[0].Code));
        Assert.Equal(2, await _access.EstimateCountAsync(Name, default));
        var found = await _access.FindAsync(new FindRequest(Name), ReadPreference.Primary, default);
        Assert.Equal(["{\"_id\":1,\"a\":2}", "{\"_id\":2}"], await ReadAsync(found, 2));
        var batch = new CursorBatch(10);
        await changes.ReadAsync(batch, TimeSpan.FromSeconds(30), default);
        Assert.Equal("insert", batch.Documents[0]["operationType"].AsString);
        Assert.NotNull(changes.ResumeToken);
    }

    [Fact]
    public async Task A_merge_writes_what_it_can_and_names_what_was_refused()
    {
        _ = await _access.InsertAsync(Name, [Document("{ _id: 1, n: 1 }")], default);
        var plan = new MergePlan(["_id"])
        {
            Pipeline = Array("[{ $set: { n: { $divide: ['$n', '$$new.by'] } } }]"),
            VariableNames = ["new"],
        };

        var failures = await _access.MergeAsync(
            plan, [Write("{ _id: 1, by: 0 }"), Write("{ _id: 1, by: 2 }"), Write("{ _id: 7 }")], default);

        Assert.Equal(0, Assert.Single(failures).Index);
        var found = await _access.FindAsync(new FindRequest(Name), ReadPreference.Primary, default);
        Assert.Equal(["{\"_id\":1,\"n\":0.5}", "{\"_id\":7}"], await ReadAsync(found, 2));
    }

    [Fact]
    public async Task A_request_that_is_wrong_fails_with_its_code_and_is_not_tried_again()
    {
        var failure = await Assert.ThrowsAsync<StreamProcessorException>(async () => await _access.AggregateAsync(
            Name, Array("[{ $merge: 'd' }, { $limit: 1 }]"), ReadPreference.Primary, default));

        Assert.Equal(40601, failure.Code);
        Assert.Equal(RetryPolicy.Never, failure.Retry);
        Assert.StartsWith("connection 'here': ", failure.Message, StringComparison.Ordinal);
    }

    private static MergeWrite Write(string json)
    {
        var document = Document(json);
        return new MergeWrite(Name, document, MergeMode.Pipeline, IsInserted: true)
        {
            Variables = [BsonValue.FromDocument(document)],
        };
    }

    private static BsonDocument Document(string json) => ExtendedJson.ParseLenient(json);

    private static BsonArray Array(string json) =>
        ExtendedJson.ParseLenient($"{{ stages: {json} }}")["stages"].AsArray;

    private static async Task<List<string>> ReadAsync(ICollectionCursor cursor, int count)
    {
        var batch = new CursorBatch(count);
        await cursor.ReadAsync(batch, TimeSpan.Zero, default);
        return [.. batch.Documents.Select(document => ExtendedJson.Format(BsonValue.FromDocument(document)))];
    }
}
