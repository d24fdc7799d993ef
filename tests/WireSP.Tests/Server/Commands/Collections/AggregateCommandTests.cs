using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class AggregateCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Theory]
    [InlineData("[{ $match: { n: { $gt: 1 } } }, { $project: { n: 1, _id: 0 } }]", "{\"n\":2} {\"n\":3}")]
    [InlineData(
        "[{ $group: { _id: '$g', s: { $sum: '$n' } } }, { $sort: { _id: 1 } }]",
        "{\"_id\":\"a\",\"s\":3} {\"_id\":\"b\",\"s\":3}")]
    [InlineData("[{ $sort: { n: -1 } }, { $limit: 1 }, { $project: { n: 1 } }]", "{\"_id\":3,\"n\":3}")]
    [InlineData("[{ $sort: { _id: -1 } }, { $skip: 1 }, { $limit: 1 }, { $unset: ['g', 'n'] }]", "{\"_id\":2}")]
    [InlineData("[{ $count: 'n' }]", "{\"n\":3}")]
    [InlineData("[{ $match: { _id: 9 } }, { $count: 'n' }]", "")]
    [InlineData("[{ $match: {} }, { $group: { _id: 1, n: { $sum: 1 } } }]", "{\"_id\":1,\"n\":3}")]
    [InlineData("[{ $sortByCount: '$g' }]", "{\"_id\":\"a\",\"count\":2} {\"_id\":\"b\",\"count\":1}")]
    [InlineData("[{ $limit: 2 }, { $unset: ['g', 'n'] }]", "{\"_id\":1} {\"_id\":2}")]
    [InlineData(
        "[{ $facet: { all: [{ $count: 'n' }], first: [{ $limit: 1 }, { $unset: ['g', 'n'] }] } }]",
        "{\"all\":[{\"n\":3}],\"first\":[{\"_id\":1}]}")]
    [InlineData(
        "[{ $match: { _id: 1 } }, { $unset: ['g', 'n'] }, "
        + "{ $unionWith: { coll: 'names', pipeline: [{ $limit: 1 }] } }]",
        "{\"_id\":1} {\"_id\":\"a\",\"name\":\"Ada\"}")]
    [InlineData(
        "[{ $group: { _id: '$g', s: { $accumulator: { init: '() => 0', accumulate: '(s, n) => s + n', "
        + "accumulateArgs: ['$n'], merge: '(a, b) => a + b', lang: 'js' } } } }, { $sort: { _id: 1 } }]",
        "{\"_id\":\"a\",\"s\":3.0} {\"_id\":\"b\",\"s\":3.0}")]
    public async Task Aggregates(string pipeline, string expected)
    {
        await FillAsync();

        Assert.Equal(
            expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), await _shop.AggregateAsync("c", pipeline));
    }

    [Theory]
    [InlineData("accumulate", "(s, n) => { throw new Error(n); }")]
    [InlineData("finalize", "s => { throw new Error(s); }")]
    public async Task A_function_that_fails_for_a_group_fails_the_command(string field, string code)
    {
        await FillAsync();

        var reply = await _shop.RunAsync(
            "{ aggregate: 'c', pipeline: [{ $group: { _id: '$g', s: { $accumulator: { init: '() => 0', "
            + (field == "accumulate" ? "" : "accumulate: '(s, n) => s + n', ")
            + $"accumulateArgs: ['$n'], merge: '(a, b) => a + b', lang: 'js', {field}: '{code}' }} }} }} }}], "
            + "cursor: {} }");

        Assert.Equal((ErrorCode)139, reply.Error);
    }

    [Theory]
    [InlineData("{ from: 'names', localField: 'g', foreignField: '_id', as: 'x' }")]
    [InlineData(
        "{ from: { db: 'shop', coll: 'names' }, let: { k: '$g' }, as: 'x', "
        + "pipeline: [{ $match: { $expr: { $eq: ['$_id', '$$k'] } } }] }")]
    [InlineData("{ from: 'names', localField: 'g', foreignField: '_id', pipeline: [{ $match: {} }], as: 'x' }")]
    public async Task Looks_up(string lookup)
    {
        await FillAsync();

        var found = await _shop.AggregateAsync("c", $"[{{ $lookup: {lookup} }}, {{ $project: {{ x: 1, _id: 0 }} }}]");

        Assert.Equal(
            [
                """{"x":[{"_id":"a","name":"Ada"}]}""", """{"x":[{"_id":"a","name":"Ada"}]}""",
                """{"x":[{"_id":"b","name":"Bob"}]}""",
            ],
            found);
    }

    [Theory]
    [InlineData("[{ $match: { $expr: { $gt: ['$n', '$$least'] } } }, { $unset: 'g' }]", "{\"_id\":3,\"n\":3}")]
    [InlineData("[{ $match: { n: 1 } }, { $project: { s: { $add: ['$n', '$$least'] } } }]", "{\"_id\":1,\"s\":3}")]
    [InlineData("[{ $group: { _id: '$$key', s: { $sum: '$$least' } } }]", "{\"_id\":\"b\",\"s\":6}")]
    [InlineData(
        "[{ $sortByCount: '$$key' }, { $match: { $expr: { $eq: ['$_id', '$$key'] } } }]",
        "{\"_id\":\"b\",\"count\":3}")]
    [InlineData(
        "[{ $facet: { f: [{ $match: { $expr: { $eq: ['$g', '$$key'] } } }, { $count: 'n' }] } }]",
        "{\"f\":[{\"n\":1}]}")]
    [InlineData(
        "[{ $limit: 1 }, { $project: { _id: 1 } }, { $unionWith: { coll: 'names', pipeline: ["
        + "{ $match: { $expr: { $eq: ['$_id', '$$key'] } } }] } }]",
        "{\"_id\":1} {\"_id\":\"b\",\"name\":\"Bob\"}")]
    [InlineData(
        "[{ $limit: 1 }, { $lookup: { from: 'names', as: 'x', "
        + "pipeline: [{ $match: { $expr: { $eq: ['$_id', '$$key'] } } }] } }, { $project: { _id: 0, x: 1 } }]",
        "{\"x\":[{\"_id\":\"b\",\"name\":\"Bob\"}]}")]
    [InlineData(
        "[{ $limit: 1 }, { $lookup: { from: 'names', as: 'x', let: { k: { $concat: ['$$key', '$g'] }, key: '$g' }, "
        + "pipeline: [{ $limit: 1 }, { $project: { _id: 0, y: ['$$k', '$$key', '$$least'] } }] } }, "
        + "{ $project: { _id: 0, x: 1, key: '$$key' } }]",
        "{\"x\":[{\"y\":[\"ba\",\"a\",2]}],\"key\":\"b\"}")]
    [InlineData(
        "[{ $limit: 1 }, { $lookup: { from: 'names', as: 'x', let: { key: '$g' }, "
        + "pipeline: [{ $match: { $expr: { $eq: ['$_id', '$$key'] } } }, { $set: { n: '$$key', m: '$$least' } }] } }, "
        + "{ $project: { _id: 0, x: 1 } }]",
        "{\"x\":[{\"_id\":\"a\",\"name\":\"Ada\",\"n\":\"a\",\"m\":2}]}")]
    [InlineData(
        "[{ $limit: 1 }, { $lookup: { from: 'names', localField: 'g', foreignField: '_id', as: 'x', "
        + "pipeline: [{ $project: { m: '$$least' } }] } }, { $project: { _id: 0, x: 1 } }]",
        "{\"x\":[{\"_id\":\"a\",\"m\":2}]}")]
    public async Task Variables_of_the_command_are_known_in_every_stage(string pipeline, string expected)
    {
        await FillAsync();

        var found = await _shop.AggregateAsync("c", pipeline, ", let: { two: 2, least: '$$two', key: 'b' }");

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), found);
    }

    [Fact]
    public async Task Variables_of_the_command_are_known_to_given_documents_merges_and_change_streams()
    {
        await _shop.InsertAsync("c", "{ _id: 1, n: 1 }");

        var given = await _shop.RunAsync(
            "{ aggregate: 1, pipeline: [{ $documents: [{ x: '$$a' }] }], cursor: {}, let: { a: 5 } }");
        await _shop.AggregateAsync(
            "c",
            "[{ $merge: { into: 'c', let: { b: { $add: ['$n', '$$b'] } }, "
            + "whenMatched: [{ $set: { s: ['$$a', '$$b'] } }] } }]",
            ", let: { a: 5, b: 7 }");
        var stream = await _shop.RunAsync(
            "{ aggregate: 'c', pipeline: [{ $changeStream: {} }, { $match: { $expr: { $eq: ['$documentKey._id', "
            + "'$$a'] } } }], cursor: {}, let: { a: 5 } }");
        await _shop.InsertAsync("c", "{ _id: 4 }", "{ _id: 5 }");
        var changes = await _shop.RunAsync(
            $"{{ getMore: NumberLong('{TestCollections.CursorOf(stream)}'), collection: 'c' }}");

        Assert.Equal(["""{"x":5}"""], TestCollections.Documents(given));
        Assert.Equal(["""{"_id":1,"n":1,"s":[5,8]}"""], await _shop.FindAsync("c", "{ _id: 1 }"));
        Assert.Contains("\"_id\":5}", Assert.Single(TestCollections.Documents(changes)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ a: '$n' }", 4890500)]
    [InlineData("{ a: '$$ROOT' }", 4890500)]
    [InlineData("{ A: 1 }", 16867)]
    [InlineData("5", 14)]
    [InlineData("{ b: 1 }", 17276)]
    public async Task Variables_that_cannot_be_are_refused(string let, int code)
    {
        var reply = await _shop.RunAsync(
            $"{{ aggregate: 'c', pipeline: [{{ $set: {{ x: '$$a' }} }}], cursor: {{}}, let: {let} }}");

        Assert.Equal((ErrorCode)code, reply.Error);
    }

    [Fact]
    public async Task Results_come_in_batches()
    {
        await _shop.InsertAsync("c", Enumerable.Range(0, 250).Select(id => $"{{ _id: {id} }}"));

        var first = await _shop.RunAsync(
            "{ aggregate: 'c', pipeline: [{ $match: { _id: { $gte: 20 } } }, { $set: { a: 1 } }], "
            + "cursor: { batchSize: 200 } }");
        var second = await _shop.RunAsync(
            $"{{ getMore: NumberLong('{TestCollections.CursorOf(first)}'), collection: 'c' }}");

        Assert.Equal((200, 30), (TestCollections.Documents(first).Count, TestCollections.Documents(second).Count));
        Assert.Equal(0, TestCollections.CursorOf(second));
    }

    [Fact]
    public async Task A_collection_that_is_not_there_gives_nothing() =>
        Assert.Empty(await _shop.AggregateAsync("nothing", "[{ $match: { a: 1 } }]"));

    [Theory]
    [InlineData("[{ $out: 'd' }]", 238)]
    [InlineData("[{ $merge: 'd' }, { $match: {} }]", 40601)]
    [InlineData("[{ $merge: { into: 'd', on: 'n' } }]", 51183)]
    [InlineData("[{ $merge: { into: 'd', whenMatched: 'nope' } }]", 2)]
    [InlineData("[{ $merge: { into: 'd', whenNotMatched: 'fail' } }]", 13113)]
    [InlineData("[{ $merge: { into: 'd', let: { a: 1 } } }]", 51199)]
    [InlineData("[{ $merge: { into: { db: 'admin', coll: 'd' } } }]", 73)]
    [InlineData("[{ $nope: 1 }]", 40324)]
    [InlineData("[{ nope: 1 }]", 40324)]
    [InlineData("[{ $graphLookup: {} }]", 238)]
    [InlineData("[{ $match: { $nope: 1 } }]", 2)]
    [InlineData("[{ $match: {}, $limit: 1 }]", 40323)]
    [InlineData("[{ $limit: 0 }]", 15958)]
    [InlineData("[{ $skip: -1 }]", 5107200)]
    [InlineData("[{ $project: { x: { $toInt: '$g' } } }]", 241)]
    [InlineData("[{ $lookup: { from: 'x', as: 'y' } }]", 9)]
    [InlineData("[{ $match: {} }, { $changeStream: {} }]", 40602)]
    public async Task Refuses(string pipeline, int code)
    {
        await FillAsync();

        var reply = await _shop.RunAsync($"{{ aggregate: 'c', pipeline: {pipeline}, cursor: {{}} }}");

        Assert.Equal((ErrorCode)code, reply.Error);
    }

    [Fact]
    public async Task A_stage_of_servers_that_is_not_here_is_refused_with_those_that_are()
    {
        var reply = await _shop.RunAsync("{ aggregate: 'c', pipeline: [{ $out: 'd' }], cursor: {} }");

        Assert.Equal(
            "aggregate does not support the stage '$out' here. Stages of local collections: $addFields, $changeStream, "
            + "$count, $facet, $group, $limit, $lookup, $match, $merge, $project, $replaceRoot, $replaceWith, $sample, "
            + "$set, $skip, $sort, $sortByCount, $unionWith, $unset, $unwind",
            reply["errmsg"].AsString);
    }

    [Theory]
    [InlineData("'d'", "{\"_id\":1,\"old\":1,\"a\":1} {\"_id\":2,\"a\":2,\"b\":2}")]
    [InlineData("{ into: 'd', whenMatched: 'replace' }", "{\"_id\":1,\"a\":1} {\"_id\":2,\"b\":2,\"a\":2}")]
    [InlineData("{ into: 'd', whenMatched: 'keepExisting' }", "{\"_id\":1,\"old\":1} {\"_id\":2,\"a\":2,\"b\":2}")]
    [InlineData("{ into: 'd', whenMatched: 'delete', whenNotMatched: 'discard' }", "")]
    [InlineData("{ into: 'd', whenNotMatched: 'discard' }", "{\"_id\":1,\"old\":1,\"a\":1}")]
    [InlineData(
        "{ into: 'd', whenMatched: [{ $set: { sum: { $add: ['$old', '$$new.a'] } } }], whenNotMatched: 'discard' }",
        "{\"_id\":1,\"old\":1,\"sum\":2}")]
    public async Task Merges(string merge, string expected)
    {
        await _shop.InsertAsync("c", "{ _id: 1, a: 1 }", "{ _id: 2, b: 2, a: 2 }");
        await _shop.InsertAsync("d", "{ _id: 1, old: 1 }");

        Assert.Empty(await _shop.AggregateAsync("c", $"[{{ $merge: {merge} }}]"));

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), await _shop.FindAsync("d"));
    }

    [Fact]
    public async Task Documents_are_merged_by_a_unique_key()
    {
        await _shop.MustAsync("{ createIndexes: 'd', indexes: [{ key: { k: 1 }, name: 'k_1', unique: true }] }");
        await _shop.InsertAsync("d", "{ _id: 9, k: 'a', n: 1 }");
        await _shop.InsertAsync("c", "{ _id: 1, k: 'a', n: 5 }");

        await _shop.AggregateAsync("c", "[{ $unset: '_id' }, { $merge: { into: 'd', on: 'k' } }]");

        Assert.Equal(["{\"_id\":9,\"k\":\"a\",\"n\":5}"], await _shop.FindAsync("d"));
    }

    [Fact]
    public async Task Pipelines_may_begin_without_a_collection()
    {
        await FillAsync();

        var given = await _shop.MustAsync(
            "{ aggregate: 1, pipeline: [{ $documents: [{ a: 1 }, { a: 2 }] }, { $match: { a: 2 } }], cursor: {} }");
        var counted = await _shop.AggregateAsync("c", "[{ $collStats: { count: {} } }, { $project: { count: 1 } }]");

        Assert.Equal(["{\"a\":2}"], TestCollections.Documents(given));
        Assert.Equal(["{\"count\":3}"], counted);
    }

    [Fact]
    public async Task A_cursor_must_be_asked_for() =>
        Assert.Equal(ErrorCode.FailedToParse, (await _shop.RunAsync("{ aggregate: 'c', pipeline: [] }")).Error);

    private async Task FillAsync()
    {
        await _shop.InsertAsync(
            "c", "{ _id: 1, g: 'a', n: 1 }", "{ _id: 2, g: 'a', n: 2 }", "{ _id: 3, g: 'b', n: 3 }");
        await _shop.InsertAsync("names", "{ _id: 'a', name: 'Ada' }", "{ _id: 'b', name: 'Bob' }");
    }
}
