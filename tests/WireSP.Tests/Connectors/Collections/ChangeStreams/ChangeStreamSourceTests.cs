using WireSP.Bson;
using WireSP.Connectors.Local;
using WireSP.Streaming;
using WireSP.Streaming.Sources;
using WireSP.TestKit.Connectors;
using WireSP.TestKit.Connectors.Local;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Connectors.Collections.ChangeStreams;

public sealed class ChangeStreamSourceTests : SourceContract, IAsyncLifetime
{
    private const string Orders = "{ db: 'shop', coll: 'orders', config: { maxAwaitTimeMS: 20 } }";

    private readonly LocalStages _stages = new();
    private int _inserted;

    protected override FakeClock? Clock => null;

    [Fact]
    public async Task Every_kind_of_change_is_told_with_its_time_and_where_it_came_from()
    {
        await using var source = await _stages.OpenSourceAsync(Orders);
        await _stages.InsertAsync("orders", "{ _id: 1, n: 1 }");
        await _stages.SetAsync("orders", "{ _id: 1, n: 2 }");
        await _stages.DeleteAsync("orders", "{ _id: 1 }");
        await _stages.InsertAsync("returns", "{ _id: 7 }");

        var read = await LocalStages.ReadAsync(source, 3);

        Assert.Equal(["insert 1", "update 1", "delete 1"], read.Changes);
        Assert.Equal(
            read.Documents.Select(document => document["wallTime"].AsDateTimeMs),
            read.Times);
        var ts = read.Metadata[1].Split("\"ts\":")[1].Split(",\"operationType\"")[0];
        Assert.Equal(
            "{\"source\":{\"type\":\"atlas\",\"ts\":" + ts + ",\"operationType\":\"update\","
                + "\"ns\":{\"db\":\"shop\",\"coll\":\"orders\"},\"documentKey\":{\"_id\":1}}}",
            read.Metadata[1]);
    }

    [Theory]
    [InlineData("{ db: 'shop', coll: ['orders', 'returns'] }", "insert 1, insert 2")]
    [InlineData("{ db: 'shop' }", "insert 1, insert 2, insert 3")]
    [InlineData("{ }", "insert 1, insert 2, insert 3")]
    public async Task A_list_a_database_and_everything_are_one_stream_in_the_order_of_changes(
        string stage, string expected)
    {
        await using var source = await _stages.OpenSourceAsync(stage);
        await _stages.InsertAsync("orders", "{ _id: 1 }");
        await _stages.InsertAsync("returns", "{ _id: 2 }");
        await _stages.InsertAsync("others", "{ _id: 3 }");

        var read = await LocalStages.ReadAsync(source, expected.Split(',').Length);

        Assert.Equal(expected, string.Join(", ", read.Changes));
    }

    [Fact]
    public async Task The_position_moves_while_only_others_are_written_so_that_a_quiet_collection_keeps_its_place()
    {
        // So little history that the place where the stream began is soon forgotten.
        await using var stages = new LocalStages(new LocalOptions { HistoryBytesMax = 4096 });
        await using var source = await stages.OpenSourceAsync(Orders);
        for (var i = 0; i < 200; i++)
        {
            await stages.InsertAsync("busy", $"{{ _id: {i}, text: '{new string('x', 100)}' }}");
            _ = await source.ReadAsync(new SourceBatch(), CancellationToken.None);
        }

        await using var again = await stages.OpenSourceAsync(Orders, source.Position);
        await stages.InsertAsync("orders", "{ _id: 1 }");

        Assert.Equal(["insert 1"], (await LocalStages.ReadAsync(again, 1)).Changes);
    }

    [Fact]
    public async Task A_place_that_is_forgotten_fails_the_processor_with_three_ways_out()
    {
        await using var stages = new LocalStages(new LocalOptions { HistoryBytesMax = 4096 });
        await using var source = await stages.OpenSourceAsync(Orders);
        var position = source.Position;
        for (var i = 0; i < 200; i++)
        {
            await stages.InsertAsync("busy", $"{{ _id: {i}, text: '{new string('x', 100)}' }}");
        }

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(
            () => stages.OpenSourceAsync(Orders, position));

        Assert.Equal(286, failure.Code);
        Assert.Equal(RetryPolicy.Never, failure.Retry);
        foreach (var way in (string[])["resumeFromCheckpoint: false", "startAtOperationTime", "initialSync"])
        {
            Assert.Contains(way, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_stage_may_begin_after_a_token_or_at_a_time()
    {
        await using var source = await _stages.OpenSourceAsync(Orders);
        await _stages.InsertAsync("orders", "{ _id: 1 }", "{ _id: 2 }", "{ _id: 3 }");
        var changes = (await LocalStages.ReadAsync(source, 3)).Documents;
        var token = ExtendedJson.Format(changes[0]["_id"]);
        var time = changes[1]["clusterTime"].AsTimestamp;

        await using var after = await _stages.OpenSourceAsync(
            $"{{ db: 'shop', coll: 'orders', config: {{ startAfter: {token} }} }}");
        await using var at = await _stages.OpenSourceAsync(
            "{ db: 'shop', coll: 'orders', config: { startAtOperationTime: "
                + $"Timestamp({time >> 32}, {time & uint.MaxValue}) }} }}");
        await using var since = await _stages.OpenSourceAsync(
            "{ db: 'shop', coll: 'orders', config: { startAtOperationTime: ISODate('2020-01-01T00:00:00Z') } }");

        Assert.Equal(["insert 2", "insert 3"], (await LocalStages.ReadAsync(after, 2)).Changes);
        Assert.Equal(["insert 2", "insert 3"], (await LocalStages.ReadAsync(at, 2)).Changes);
        Assert.Equal(["insert 1", "insert 2", "insert 3"], (await LocalStages.ReadAsync(since, 3)).Changes);
    }

    [Fact]
    public async Task A_token_that_is_none_fails_the_processor()
    {
        var failure = await Assert.ThrowsAsync<StreamProcessorException>(
            () => _stages.OpenSourceAsync("{ db: 'shop', coll: 'orders', config: { startAfter: { _data: 7 } } }"));

        Assert.Equal(425, failure.Code);
    }

    [Fact]
    public async Task Only_documents_are_handed_on_when_asked_for_and_a_change_without_one_is_a_dead_letter()
    {
        await using var source = await _stages.OpenSourceAsync(
            "{ db: 'shop', coll: 'orders', config: { fullDocument: 'updateLookup', fullDocumentOnly: true } }");
        await _stages.InsertAsync("orders", "{ _id: 1, n: 1 }");
        await _stages.SetAsync("orders", "{ _id: 1, n: 2 }");
        await _stages.InsertAsync("orders", "{ _id: 2 }");
        await _stages.DeleteAsync("orders", "{ _id: 2 }");

        var read = await LocalStages.ReadAsync(source, 4);

        Assert.Equal(
            ["{\"_id\":1,\"n\":1}", "{\"_id\":1,\"n\":2}", "{\"_id\":2}"],
            read.Documents.Select(document => ExtendedJson.Format(document)));
        Assert.Contains("no fullDocument", Assert.Single(read.Undecodable), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stages_of_the_stream_run_before_anything_is_read()
    {
        await using var source = await _stages.OpenSourceAsync(
            """
            { db: 'shop', coll: 'orders', config: { pipeline: [
                { $match: { 'fullDocument.n': { $gt: 1 } } }, { $set: { seen: true } } ] } }
            """);
        await _stages.InsertAsync("orders", "{ _id: 1, n: 1 }", "{ _id: 2, n: 2 }");

        var change = Assert.Single((await LocalStages.ReadAsync(source, 1)).Documents);

        Assert.Equal(2, change["documentKey"].AsDocument["_id"].AsInt32);
        Assert.True(change["seen"].AsBoolean);
    }

    [Fact]
    public async Task Images_are_shown_where_they_are_kept_and_a_required_one_that_is_missing_fails_the_processor()
    {
        const string Required =
            "{ db: 'shop', coll: 'orders', "
            + "config: { fullDocument: 'required', fullDocumentBeforeChange: 'required' } }";
        await using var source = await _stages.OpenSourceAsync(Required);
        await _stages.InsertAsync("orders", "{ _id: 1, n: 1 }");
        await _stages.ChangeAsync("orders", (transaction, collection) => transaction.Modify(
            collection, ExtendedJson.ParseLenient("{ changeStreamPreAndPostImages: { enabled: true } }")));
        await _stages.SetAsync("orders", "{ _id: 1, n: 2 }");

        var update = (await LocalStages.ReadAsync(source, 2)).Documents[1];
        Assert.Equal(1, update["fullDocumentBeforeChange"].AsDocument["n"].AsInt32);
        Assert.Equal(2, update["fullDocument"].AsDocument["n"].AsInt32);

        await _stages.ChangeAsync("orders", (transaction, collection) => transaction.Modify(
            collection, ExtendedJson.ParseLenient("{ changeStreamPreAndPostImages: { enabled: false } }")));
        await _stages.SetAsync("orders", "{ _id: 1, n: 3 }");
        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => LocalStages.ReadAsync(source, 1));
        Assert.Equal(47, failure.Code);
        Assert.Equal(RetryPolicy.Never, failure.Retry);
    }

    [Fact]
    public async Task A_dropped_collection_fails_the_processor_once_everything_before_has_taken_effect()
    {
        await using var source = await _stages.OpenSourceAsync(Orders);
        await _stages.InsertAsync("orders", "{ _id: 1 }");
        await _stages.ChangeAsync("orders", (transaction, collection) => transaction.Drop(collection));

        Assert.Equal(["insert 1", "drop"], (await LocalStages.ReadAsync(source, 2)).Changes);
        while (!ChangesEnded(source.Position))
        {
            _ = await source.ReadAsync(new SourceBatch(), CancellationToken.None);
        }

        _ = await source.ReadAsync(new SourceBatch(), CancellationToken.None);
        await source.AcknowledgeAsync(source.Position, CancellationToken.None);
        var failure = await Assert.ThrowsAsync<StreamProcessorException>(
            async () => await source.ReadAsync(new SourceBatch(), CancellationToken.None));

        Assert.Equal(425, failure.Code);
        Assert.Equal(RetryPolicy.Never, failure.Retry);
        Assert.Contains("the collection shop.orders was dropped", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_processor_that_the_user_starts_again_follows_the_next_collection_of_the_name()
    {
        var position = await ReadToEndAsync();
        await _stages.InsertAsync("orders", "{ _id: 2 }");

        await using var again = await _stages.OpenSourceAsync(Orders, position);

        Assert.Equal(["insert 2"], (await LocalStages.ReadAsync(again, 1)).Changes);
    }

    [Fact]
    public async Task A_processor_that_was_started_again_without_its_user_does_not_go_on_behind_the_end()
    {
        await using var stages = new LocalStages { StartedByUser = null };

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(
            () => stages.OpenSourceAsync(Orders, ExtendedJson.ParseLenient("{ ended: 'it was dropped' }")));

        Assert.Equal(425, failure.Code);
    }

    [Fact]
    public async Task A_collection_of_a_list_that_is_dropped_is_told_and_the_others_are_read_on()
    {
        await using var source = await _stages.OpenSourceAsync("{ db: 'shop', coll: ['orders', 'returns'] }");
        await _stages.InsertAsync("orders", "{ _id: 1 }");
        await _stages.ChangeAsync("orders", (transaction, collection) => transaction.Drop(collection));
        await _stages.InsertAsync("returns", "{ _id: 2 }");

        Assert.Equal(["insert 1", "drop", "insert 2"], (await LocalStages.ReadAsync(source, 3)).Changes);
    }

    [Fact]
    public async Task Statistics_tell_the_token_and_how_far_behind_it_is()
    {
        await using var source = await _stages.OpenSourceAsync(Orders);
        await _stages.InsertAsync("orders", "{ _id: 1 }");
        var change = Assert.Single((await LocalStages.ReadAsync(source, 1)).Documents);

        var writer = new BsonWriter();
        var root = writer.BeginDocument();
        source.WriteStatistics(writer);
        writer.End(root);

        var statistics = writer.ToDocument();
        Assert.Equal(
            ExtendedJson.Format(change["_id"]), ExtendedJson.Format(statistics["changeStreamState"]));
        Assert.Equal(
            change["wallTime"].AsDateTimeMs, statistics["changeStreamLastEventTime"].AsDateTimeMs);
        Assert.Equal(BsonType.Int32, statistics["changeStreamTimeDifferenceSecs"].Type);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stages.DisposeAsync();

    protected override ISource CreateSource() => _stages.CreateSource(Orders);

    protected override Task MakeAvailableAsync(int count)
    {
        var first = _inserted;
        _inserted += count;
        return _stages.InsertAsync("orders", Enumerable.Range(first, count).Select(n => $"{{ _id: {n} }}"));
    }

    protected override string Identify(BsonDocument document) =>
        ExtendedJson.Format(document["documentKey"].AsDocument["_id"]);

    private static bool ChangesEnded(BsonDocument position) => !position["ended"].IsMissing;

    private async Task<BsonDocument> ReadToEndAsync()
    {
        await using var source = await _stages.OpenSourceAsync(Orders);
        await _stages.InsertAsync("orders", "{ _id: 1 }");
        await _stages.ChangeAsync("orders", (transaction, collection) => transaction.Drop(collection));
        while (!ChangesEnded(source.Position))
        {
            _ = await source.ReadAsync(new SourceBatch(), CancellationToken.None);
        }

        return source.Position;
    }
}
