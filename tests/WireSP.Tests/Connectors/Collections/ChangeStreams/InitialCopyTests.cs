using System.Globalization;
using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Streaming.Sources;
using WireSP.TestKit.Connectors.Local;

namespace WireSP.Tests.Connectors.Collections.ChangeStreams;

public sealed class InitialCopyTests : IAsyncDisposable
{
    private const int Documents = 6000;

    private readonly LocalStages _stages = new();

    [Fact]
    public async Task What_is_there_comes_as_inserts_and_then_what_changes()
    {
        await _stages.InsertAsync("orders", "{ _id: 2, n: 2 }", "{ _id: 1, n: 1 }");
        await using var source = await _stages.OpenSourceAsync(Stage("'orders'"));

        var copied = await LocalStages.ReadAsync(source, 2);
        await _stages.SetAsync("orders", "{ _id: 1, n: 3 }");
        await _stages.InsertAsync("orders", "{ _id: 3 }");
        var changed = await LocalStages.ReadAsync(source, 2);

        Assert.Equal(["insert 1", "insert 2"], copied.Changes);
        Assert.Equal(["update 1", "insert 3"], changed.Changes);
        Assert.Equal("{\"_id\":1,\"n\":1}", ExtendedJson.Format(copied.Documents[0]["fullDocument"]));
        Assert.Equal(
            """{"initialSync":{"ns":{"db":"shop","coll":"orders"},"documentKey":{"_id":1}}}""",
            ExtendedJson.Format(copied.Documents[0]["_id"]));
        Assert.EndsWith(
            "\"documentKey\":{\"_id\":1},\"initialSync\":{\"phase\":\"copy\"}}}",
            copied.Metadata[0],
            StringComparison.Ordinal);
        Assert.DoesNotContain("initialSync", changed.Metadata[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collections_are_copied_in_the_order_of_the_list_and_an_empty_one_is_passed()
    {
        await _stages.InsertAsync("a", "{ _id: 1 }");
        await _stages.InsertAsync("b", "{ _id: 2 }");
        await using var source = await _stages.OpenSourceAsync(Stage("['b', 'none', 'a']"));

        Assert.Equal(["insert 2", "insert 1"], (await LocalStages.ReadAsync(source, 2)).Changes);
    }

    [Fact]
    public async Task A_copy_that_is_complete_is_never_made_again()
    {
        await _stages.InsertAsync("orders", "{ _id: 1 }");
        await using var source = await _stages.OpenSourceAsync(Stage("'orders'"));
        _ = await LocalStages.ReadAsync(source, 1);
        while (source.Position["initialSync"].AsDocument["collection"].AsInt32 == 0)
        {
            _ = await source.ReadAsync(new SourceBatch(), CancellationToken.None);
        }

        await using var again = await _stages.OpenSourceAsync(Stage("'orders'"), source.Position);
        await _stages.InsertAsync("orders", "{ _id: 2 }");

        Assert.Equal(["insert 2"], (await LocalStages.ReadAsync(again, 1)).Changes);
    }

    [Fact]
    public async Task Documents_alone_and_stages_of_the_stream_are_the_same_for_what_is_copied()
    {
        await _stages.InsertAsync("orders", "{ _id: 1, n: 1 }", "{ _id: 2, n: 2 }");
        await using var source = await _stages.OpenSourceAsync(
            """
            { db: 'shop', coll: 'orders', initialSync: { enable: true }, config: { fullDocumentOnly: true,
              pipeline: [{ $match: { 'fullDocument.n': 2 } }, { $set: { 'fullDocument.seen': true } }] } }
            """);

        var read = await LocalStages.ReadAsync(source, 1);

        Assert.Equal("{\"_id\":2,\"n\":2,\"seen\":true}", ExtendedJson.Format(Assert.Single(read.Documents)));
    }

    [Fact]
    public async Task Statistics_tell_how_far_each_collection_is()
    {
        await _stages.InsertAsync("a", "{ _id: 1 }", "{ _id: 2 }");
        await using var source = await _stages.OpenSourceAsync(Stage("['a', 'b']"));
        var before = Statistics(source);
        _ = await LocalStages.ReadAsync(source, 2);
        while (source.Position["initialSync"].AsDocument["collection"].AsInt32 < 2)
        {
            _ = await source.ReadAsync(new SourceBatch(), CancellationToken.None);
        }

        var after = Statistics(source);

        Assert.Equal(
            """{"initialSync":{"estimatedDocs":2,"copiedDocs":0},"targetStats":["""
                + """{"db":"shop","coll":"a","inputMessageCount":0,"inputMessageSize":0"""
                + ""","initialSync":{"estimatedDocs":2,"copiedDocs":0,"status":"in_progress"}},"""
                + """{"db":"shop","coll":"b","inputMessageCount":0,"inputMessageSize":0"""
                + ""","initialSync":{"estimatedDocs":0,"copiedDocs":0,"status":"pending"}}]}""",
            before);
        Assert.Contains(
            "\"initialSync\":{\"estimatedDocs\":2,\"copiedDocs\":2,\"status\":\"completed\"}",
            after,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 2)]
    public async Task Whenever_it_is_killed_each_document_comes_once_with_each_change_behind_it(
        int parallelism, int seed)
    {
        await FillAsync("first");
        await FillAsync("second");
        var random = new Random(seed);
        using var loadEnds = new CancellationTokenSource();
        var load = Task.Run(() => WriteAsync(new Random(seed + 100), loadEnds.Token));
        var kept = (Replica: new ReplicaOfChanges(), Position: (BsonDocument?)null);
        for (var kill = 0; kill < 12; kill++)
        {
            await using var source = await _stages.OpenSourceAsync(BothStage(parallelism), kept.Position);
            kept = await ReadForAWhileAsync(source, kept.Replica.Copy(), random.Next(1, 6));
        }

        await using var last = await _stages.OpenSourceAsync(BothStage(parallelism), kept.Position);
        var replica = kept.Replica;
        await ReadAllAsync(last, replica, () => loadEnds.Cancel());
        await load;
        await ReadAllAsync(last, replica, () => { });

        Assert.Equal(await DescribeAsync(), replica.Documents);
    }

    public async ValueTask DisposeAsync() => await _stages.DisposeAsync();

    private static string Stage(string collections) =>
        $"{{ db: 'shop', coll: {collections}, initialSync: {{ enable: true }}, config: {{ maxAwaitTimeMS: 20 }} }}";

    private static string BothStage(int parallelism) =>
        "{ db: 'shop', coll: ['first', 'second'], "
        + $"initialSync: {{ enable: true, parallelism: {parallelism} }}, config: {{ maxAwaitTimeMS: 20 }} }}";

    private static string Statistics(ISource source)
    {
        var writer = new BsonWriter();
        var root = writer.BeginDocument();
        source.WriteOperatorStatistics(writer);
        writer.End(root);
        return ExtendedJson.Format(writer.ToDocument());
    }

    // Of what is read after the last checkpoint nothing is left.
    private static async Task<(ReplicaOfChanges Replica, BsonDocument? Position)> ReadForAWhileAsync(
        ISource source, ReplicaOfChanges replica, int batches)
    {
        var kept = (Replica: replica.Copy(), Position: (BsonDocument?)source.Position);
        for (var i = 0; i < batches; i++)
        {
            var batch = new SourceBatch();
            _ = await source.ReadAsync(batch, CancellationToken.None);
            replica.Apply(batch);
            if (i % 2 == 0)
            {
                kept = (replica.Copy(), source.Position);
            }
        }

        return kept;
    }

    private static async Task ReadAllAsync(ISource source, ReplicaOfChanges replica, Action copied)
    {
        var isQuiet = false;
        while (!isQuiet)
        {
            var batch = new SourceBatch();
            _ = await source.ReadAsync(batch, CancellationToken.None);
            replica.Apply(batch);
            var isCopied = source.Position["initialSync"].AsDocument["collection"].AsInt32 == 2;
            if (isCopied)
            {
                copied();
            }

            isQuiet = isCopied && batch.IsEmpty;
        }
    }

    // The types of values that an _id may have, mixed.
    private static string Id(string collection, int number) => (number % 4) switch
    {
        0 => $"'{collection}-{number}'",
        1 => $"{{ c: '{collection}', n: {number} }}",
        _ => (collection == "first" ? number : -number - 1).ToString(CultureInfo.InvariantCulture),
    };

    private async Task FillAsync(string collection) => await _stages.InsertAsync(
        collection, Enumerable.Range(0, Documents).Select(n => $"{{ _id: {Id(collection, n)}, v: 1 }}"));

    private async Task WriteAsync(Random random, CancellationToken cancellationToken)
    {
        var versions = new Dictionary<string, int>();
        while (!cancellationToken.IsCancellationRequested)
        {
            var collection = random.Next(2) == 0 ? "first" : "second";
            var id = Id(collection, random.Next(Documents + 500));
            var isThere = versions.TryGetValue(id, out var version);
            version = isThere ? version : int.MinValue;
            if (version == int.MinValue)
            {
                version = await VersionAsync(collection, id);
            }

            if (version > 0 && random.Next(5) == 0)
            {
                await _stages.DeleteAsync(collection, $"{{ _id: {id} }}");
                versions[id] = 0;
            }
            else
            {
                await _stages.SetAsync(collection, $"{{ _id: {id}, v: {version + 1} }}");
                versions[id] = version + 1;
            }
        }
    }

    private async Task<int> VersionAsync(string collection, string id)
    {
        var found = await FindAsync(collection, ExtendedJson.ParseLenient($"{{ _id: {id} }}"), 1);
        return found.Count == 0 ? 0 : found[0]["v"].AsInt32;
    }

    private async Task<IReadOnlyList<string>> DescribeAsync()
    {
        List<string> all = [];
        foreach (var collection in (string[])["first", "second"])
        {
            var documents = await FindAsync(collection, BsonDocument.Empty, 2 * Documents);
            all.AddRange(documents.Select(ReplicaOfChanges.Describe));
        }

        return [.. all.Order(StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<BsonDocument>> FindAsync(string collection, BsonDocument filter, int limit)
    {
        var request = new FindRequest(new CollectionNamespace("shop", collection)) { Filter = filter };
        await using var cursor = await _stages.Access.FindAsync(
            request, ReadPreference.Primary, CancellationToken.None);
        var batch = new CursorBatch(limit);
        await cursor.ReadAsync(batch, TimeSpan.Zero, CancellationToken.None);
        return batch.Documents;
    }
}
