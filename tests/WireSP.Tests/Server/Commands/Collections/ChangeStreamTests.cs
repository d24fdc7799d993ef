using WireSP.Bson;
using WireSP.Connectors.Local;
using WireSP.TestKit.Bson;
using WireSP.TestKit.Server;
using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class ChangeStreamTests : IAsyncLifetime
{
    private const ErrorCode CursorInUse = (ErrorCode)143;

    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();

    [Fact]
    public async Task Changes_are_told_in_the_order_they_happened()
    {
        var id = await WatchAsync("{}");
        await _shop.InsertAsync("c", "{ _id: 1, a: 1, gone: 1 }");
        await _shop.MustAsync("{ update: 'c', updates: [{ q: {}, u: { $set: { 'b.c': 2 }, $unset: { gone: 1 } } }] }");
        await _shop.MustAsync("{ update: 'c', updates: [{ q: {}, u: { z: 1 } }] }");
        await _shop.MustAsync("{ delete: 'c', deletes: [{ q: {}, limit: 1 }] }");

        var events = Documents(await MoreAsync(id));

        Assert.Equal(["insert", "update", "replace", "delete"], events.Select(item => item["operationType"].AsString));
        Assert.Equal("""{"_id":1,"a":1,"gone":1}""", ExtendedJson.Format(events[0]["fullDocument"]));
        Assert.Equal(
            """{"updatedFields":{"b":{"c":2}},"removedFields":["gone"],"truncatedArrays":[]}""",
            ExtendedJson.Format(events[1]["updateDescription"]));
        Assert.True(events[1]["fullDocument"].IsMissing);
        Assert.Equal("""{"_id":1,"z":1}""", ExtendedJson.Format(events[2]["fullDocument"]));
        Assert.Equal("""{"db":"shop","coll":"c"}""", ExtendedJson.Format(events[3]["ns"]));
        Assert.Equal("""{"_id":1}""", ExtendedJson.Format(events[3]["documentKey"]));
        Assert.Equal(BsonType.Timestamp, events[0]["clusterTime"].Type);
        Assert.Equal(BsonType.DateTime, events[0]["wallTime"].Type);
        var tokens = events.Select(item => item["_id"].AsDocument["_data"].AsString).ToList();
        Assert.Equal(tokens.Order(StringComparer.Ordinal), tokens);
    }

    [Fact]
    public async Task A_time_series_is_not_watched_and_no_stream_tells_what_happens_to_it()
    {
        var id = await WatchAsync("{}");
        var all = await _shop.MustAsync("{ aggregate: 1, pipeline: [{ $changeStream: {} }], cursor: {} }");
        await _shop.MustAsync("{ create: 'series', timeseries: { timeField: 't' } }");
        await _shop.InsertAsync("series", "{ _id: 1, t: ISODate('2026-01-01') }");
        var written = await _shop.InsertAsync("c", "{ _id: 2 }");
        var measured = await _shop.InsertAsync("series", "{ _id: 3, t: ISODate('2026-01-01') }");
        await _shop.MustAsync("{ delete: 'series', deletes: [{ q: { _id: 3 }, limit: 1 }] }");
        await _shop.MustAsync("{ drop: 'series' }");
        await _shop.InsertAsync("c", "{ _id: 4 }");
        await _shop.MustAsync("{ create: 'series', timeseries: { timeField: 't' } }");

        var watched = await _shop.RunAsync(
            "{ aggregate: 'series', pipeline: [{ $changeStream: {} }], cursor: {} }");
        var told = await _shop.MustAsync(
            $"{{ getMore: NumberLong('{TestCollections.CursorOf(all)}'), collection: '$cmd.aggregate' }}");

        Assert.Equal((ErrorCode)166, watched.Error);
        Assert.Equal([2, 4], Documents(told).Select(change => change["documentKey"].AsDocument["_id"].AsInt32));
        Assert.Equal(2, Documents(await MoreAsync(id)).Count);
        Assert.True(measured["operationTime"].AsTimestamp > written["operationTime"].AsTimestamp);
    }

    [Fact]
    public async Task A_waiting_reader_is_woken_by_a_change()
    {
        var id = await WatchAsync("{}");
        await using var other = await _shop.Workspace.ConnectAsync();
        var waiting = TestCollections.RunAsync(
            other, $"{{ getMore: NumberLong('{id}'), collection: 'c', maxTimeMS: 30000 }}");

        await _shop.InsertAsync("c", "{ _id: 1 }");

        Assert.Single(Documents(await waiting));
    }

    [Fact]
    public async Task A_stream_goes_on_after_a_token_also_after_a_restart()
    {
        var id = await WatchAsync("{}");
        await _shop.InsertAsync("c", "{ _id: 1 }", "{ _id: 2 }", "{ _id: 3 }");
        var token = ExtendedJson.Format(Documents(await MoreAsync(id))[0]["_id"]);
        await _shop.Workspace.RestartAsync();

        var resumed = await _shop.MustAsync(Aggregate($"{{ resumeAfter: {token} }}"));
        var started = await _shop.MustAsync(Aggregate($"{{ startAfter: {token} }}"));

        Assert.Equal([2, 3], Ids(resumed));
        Assert.Equal([2, 3], Ids(started));
        Assert.Equal(
            Documents(resumed)[^1]["_id"].AsDocument["_data"].AsString,
            resumed["cursor"].AsDocument["postBatchResumeToken"].AsDocument["_data"].AsString);
    }

    [Fact]
    public async Task A_stream_can_begin_at_a_time_and_that_time_is_inside()
    {
        await _shop.InsertAsync("c", "{ _id: 1 }");
        var time = (await _shop.InsertAsync("c", "{ _id: 2 }"))["operationTime"];
        await _shop.InsertAsync("c", "{ _id: 3 }");

        var reply = await _shop.MustAsync(Aggregate($"{{ startAtOperationTime: {ExtendedJson.Format(time)} }}"));

        Assert.Equal([2, 3], Ids(reply));
    }

    [Fact]
    public async Task An_idle_stream_moves_on_with_changes_elsewhere()
    {
        var opened = await _shop.MustAsync(Aggregate("{}"));
        await _shop.InsertAsync("other", "{ _id: 1 }");

        var more = await MoreAsync(TestCollections.CursorOf(opened));

        Assert.Empty(Documents(more));
        Assert.True(string.CompareOrdinal(Token(more), Token(opened)) > 0);
        await _shop.InsertAsync("c", "{ _id: 5 }");
        var resumed = await _shop.MustAsync(Aggregate($"{{ resumeAfter: {{ _data: '{Token(more)}' }} }}"));
        Assert.Equal([5], Ids(resumed));
    }

    [Fact]
    public async Task The_document_after_an_update_is_looked_up()
    {
        var id = await WatchAsync("{ fullDocument: 'updateLookup' }");
        await _shop.InsertAsync("c", "{ _id: 1, a: 1 }");
        await _shop.MustAsync("{ update: 'c', updates: [{ q: {}, u: { $set: { a: 2 } } }] }");
        var found = Documents(await MoreAsync(id));
        await _shop.MustAsync("{ update: 'c', updates: [{ q: {}, u: { $set: { a: 3 } } }] }");
        await _shop.MustAsync("{ delete: 'c', deletes: [{ q: {}, limit: 1 }] }");
        var gone = Documents(await MoreAsync(id));

        Assert.Equal("""{"_id":1,"a":2}""", ExtendedJson.Format(found[1]["fullDocument"]));
        Assert.Equal(BsonType.Null, gone[0]["fullDocument"].Type);
    }

    [Fact]
    public async Task Images_are_told_where_the_collection_keeps_them()
    {
        await _shop.MustAsync("{ create: 'c', changeStreamPreAndPostImages: { enabled: true } }");
        var id = await WatchAsync("{ fullDocument: 'required', fullDocumentBeforeChange: 'required' }");
        await _shop.InsertAsync("c", "{ _id: 1, a: 1 }");
        await _shop.MustAsync("{ update: 'c', updates: [{ q: {}, u: { $set: { a: 2 } } }] }");
        await _shop.MustAsync("{ delete: 'c', deletes: [{ q: {}, limit: 1 }] }");

        var events = Documents(await MoreAsync(id));

        Assert.Equal("""{"_id":1,"a":2}""", ExtendedJson.Format(events[1]["fullDocument"]));
        Assert.Equal("""{"_id":1,"a":1}""", ExtendedJson.Format(events[1]["fullDocumentBeforeChange"]));
        Assert.Equal("""{"_id":1,"a":2}""", ExtendedJson.Format(events[2]["fullDocumentBeforeChange"]));
    }

    [Fact]
    public async Task An_image_that_was_not_kept_is_null_or_ends_the_stream()
    {
        var willing = await WatchAsync("{ fullDocument: 'whenAvailable', fullDocumentBeforeChange: 'whenAvailable' }");
        var strict = await WatchAsync("{ fullDocument: 'required' }");
        await _shop.InsertAsync("c", "{ _id: 1, a: 1 }");
        await _shop.MustAsync("{ update: 'c', updates: [{ q: {}, u: { $set: { a: 2 } } }] }");

        Assert.Equal(BsonType.Null, Documents(await MoreAsync(willing))[1]["fullDocument"].Type);
        Assert.Equal((ErrorCode)47, (await MoreAsync(strict)).Error);
    }

    [Fact]
    public async Task A_pipeline_filters_and_shapes_events()
    {
        var opened = await _shop.MustAsync(
            Aggregate("{}", "{ $match: { operationType: 'insert' } }, { $project: { 'fullDocument.a': 1 } }"));
        await _shop.InsertAsync("c", "{ _id: 1, a: 1, b: 2 }");
        await _shop.MustAsync("{ delete: 'c', deletes: [{ q: {}, limit: 1 }] }");

        var told = Assert.Single(Documents(await MoreAsync(TestCollections.CursorOf(opened))));

        Assert.Equal("""{"a":1}""", ExtendedJson.Format(told["fullDocument"]));
    }

    [Fact]
    public async Task A_pipeline_that_drops_the_token_is_told_so()
    {
        var opened = await _shop.MustAsync(Aggregate("{}", "{ $project: { _id: 0 } }"));
        await _shop.InsertAsync("c", "{ _id: 1 }");

        var reply = await MoreAsync(TestCollections.CursorOf(opened));

        Assert.Equal(ErrorCode.ChangeStreamFatalError, reply.Error);
        Assert.Equal("NonResumableChangeStreamError", reply["errorLabels"].AsArray[0].AsString);
    }

    [Theory]
    [InlineData("{ drop: 'c' }", "drop")]
    [InlineData("{ renameCollection: 'shop.c', to: 'shop.d', $db: 'admin' }", "rename")]
    [InlineData("{ dropDatabase: 1 }", "drop")]
    public async Task What_takes_the_collection_away_ends_its_stream(string command, string operation)
    {
        await _shop.InsertAsync("c", "{ _id: 1 }");
        var id = await WatchAsync("{}");
        await _shop.MustAsync(command);

        var reply = await MoreAsync(id);

        Assert.Equal([operation, "invalidate"], Documents(reply).Select(item => item["operationType"].AsString));
        Assert.Equal(0, TestCollections.CursorOf(reply));
        var token = ExtendedJson.Format(Documents(reply)[1]["_id"]);
        Assert.Equal(
            ErrorCode.InvalidResumeToken, (await _shop.RunAsync(Aggregate($"{{ resumeAfter: {token} }}"))).Error);
        await _shop.InsertAsync("c", "{ _id: 2 }");
        Assert.Equal([2], Ids(await _shop.MustAsync(Aggregate($"{{ startAfter: {token} }}"))));
        var before = ExtendedJson.Format(Documents(reply)[0]["_id"]);
        var again = await _shop.MustAsync(Aggregate($"{{ resumeAfter: {before} }}"));
        Assert.Equal("invalidate", Assert.Single(Documents(again))["operationType"].AsString);
    }

    [Fact]
    public async Task Streams_of_a_database_and_of_all_see_more()
    {
        var database = await _shop.MustAsync("{ aggregate: 1, pipeline: [{ $changeStream: {} }], cursor: {} }");
        var all = await _shop.MustAsync(
            "{ aggregate: 1, pipeline: [{ $changeStream: { allChangesForCluster: true } }], cursor: {}, "
            + "$db: 'admin' }");
        await _shop.InsertAsync("c", "{ _id: 1 }");
        await _shop.InsertAsync("d", "{ _id: 2 }");
        await _shop.MustAsync("{ insert: 'c', documents: [{ _id: 3 }], $db: 'other' }");
        await _shop.MustAsync("{ dropDatabase: 1 }");

        var ofDatabase = await MoreAsync(TestCollections.CursorOf(database), "$cmd.aggregate");
        var ofAll = await MoreAsync(TestCollections.CursorOf(all), "$cmd.aggregate', $db: 'admin");

        Assert.Equal(
            ["insert", "insert", "drop", "drop", "dropDatabase", "invalidate"],
            Documents(ofDatabase).Select(item => item["operationType"].AsString));
        Assert.Equal(
            ["insert", "insert", "insert", "drop", "drop", "dropDatabase"],
            Documents(ofAll).Select(item => item["operationType"].AsString));
        Assert.NotEqual(0, TestCollections.CursorOf(ofAll));
    }

    [Theory]
    [InlineData("{ nope: 1 }", "", 40415)]
    [InlineData("{ fullDocument: 'maybe' }", "", 2)]
    [InlineData("{ resumeAfter: { _data: '82' }, startAfter: { _data: '82' } }", "", 50865)]
    [InlineData("{ resumeAfter: { _data: '82' }, startAtOperationTime: Timestamp(1, 1) }", "", 40674)]
    [InlineData("{ resumeAfter: {} }", "", 40647)]
    [InlineData("{ resumeAfter: { _data: '' } }", "", 40649)]
    [InlineData("{ resumeAfter: { _data: 'xyz' } }", "", 9)]
    [InlineData("{ resumeAfter: { _data: '8201' } }", "", 15)]
    [InlineData("{ allChangesForCluster: true }", "", 72)]
    [InlineData("{ showExpandedEvents: true }", "", 238)]
    [InlineData("{}", "{ $group: { _id: 1 } }", 20)]
    [InlineData("1", "", 50808)]
    public async Task Refuses(string options, string stages, int code) =>
        Assert.Equal((ErrorCode)code, (await _shop.RunAsync(Aggregate(options, stages))).Error);

    [Fact]
    public async Task A_place_that_was_forgotten_is_lost()
    {
        await using var shop = await TestCollections.StartAsync(
            new TestWorkspaceOptions { Collections = new LocalOptions { HistoryBytesMax = 2000 } });
        var opened = await shop.MustAsync(Aggregate("{}"));
        await shop.InsertAsync("c", "{ _id: 0 }");
        var told = await shop.MustAsync(More(TestCollections.CursorOf(opened), "c"));
        for (var id = 1; id < 50; id++)
        {
            await shop.InsertAsync("c", $"{{ _id: {id} }}");
        }

        var resumed = await shop.RunAsync(Aggregate($"{{ resumeAfter: {{ _data: '{Token(told)}' }} }}"));
        var read = await shop.RunAsync(More(TestCollections.CursorOf(opened), "c"));

        Assert.Equal(ErrorCode.ChangeStreamHistoryLost, resumed.Error);
        Assert.Equal("NonResumableChangeStreamError", resumed["errorLabels"].AsArray[0].AsString);
        Assert.Equal(ErrorCode.ChangeStreamHistoryLost, read.Error);
    }

    [Fact]
    public async Task A_killed_stream_answers_its_reader()
    {
        var id = await WatchAsync("{}");
        await using var other = await _shop.Workspace.ConnectAsync();
        var waiting = WaitAsync();
        await TestWorkspace.UntilAsync(
            "the reader waits", async () => (await MoreAsync(id)).Error == CursorInUse);

        await _shop.MustAsync($"{{ killCursors: 'c', cursors: [NumberLong('{id}')] }}");

        Assert.Equal(ErrorCode.CursorKilled, (await waiting).Error);

        // The question whether it waits may come between and have the cursor itself.
        async Task<TestReply> WaitAsync()
        {
            var more = $"{{ getMore: NumberLong('{id}'), collection: 'c', maxTimeMS: 30000 }}";
            var reply = await TestCollections.RunAsync(other, more);
            while (reply.Error == CursorInUse)
            {
                reply = await TestCollections.RunAsync(other, more);
            }

            return reply;
        }
    }

    private static string Aggregate(string options, string stages = "") =>
        $"{{ aggregate: 'c', pipeline: [{{ $changeStream: {options} }}, {stages}], cursor: {{}} }}";

    private static string More(long id, string collection) =>
        $"{{ getMore: NumberLong('{id}'), collection: '{collection}', maxTimeMS: 1 }}";

    private static List<BsonDocument> Documents(TestReply reply)
    {
        var cursor = reply["cursor"].AsDocument;
        var batch = cursor["firstBatch"].IsMissing ? cursor["nextBatch"] : cursor["firstBatch"];
        return [.. batch.AsArray.Items().Select(item => item.AsDocument)];
    }

    private static IEnumerable<int> Ids(TestReply reply) =>
        Documents(reply).Select(item => item["documentKey"].AsDocument["_id"].AsInt32);

    private static string Token(TestReply reply) =>
        reply["cursor"].AsDocument["postBatchResumeToken"].AsDocument["_data"].AsString;

    private async Task<long> WatchAsync(string options) =>
        TestCollections.CursorOf(await _shop.MustAsync(Aggregate(options)));

    private Task<TestReply> MoreAsync(long id, string collection = "c") => _shop.RunAsync(More(id, collection));
}
