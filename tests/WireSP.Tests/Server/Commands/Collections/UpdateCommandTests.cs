using WireSP.TestKit.Bson;
using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class UpdateCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Theory]
    [InlineData("{ q: { _id: 1 }, u: { $set: { a: 5 } } }", 1, 1, "{\"_id\":1,\"a\":5}")]
    [InlineData("{ q: { _id: 1 }, u: { $inc: { a: 1 }, $set: { b: [1] } } }", 1, 1, "{\"_id\":1,\"a\":2,\"b\":[1]}")]
    [InlineData("{ q: { _id: 1 }, u: { b: 2 } }", 1, 1, "{\"_id\":1,\"b\":2}")]
    [InlineData("{ q: { _id: 1 }, u: [{ $set: { b: { $add: ['$a', 1] } } }] }", 1, 1, "{\"_id\":1,\"a\":1,\"b\":2}")]
    [InlineData("{ q: { _id: 1 }, u: { $set: { a: 1 } } }", 1, 0, "{\"_id\":1,\"a\":1}")]
    [InlineData("{ q: { _id: 9 }, u: { $set: { a: 1 } } }", 0, 0, "{\"_id\":1,\"a\":1}")]
    [InlineData("{ q: { a: { $lt: 9 } }, u: { $set: { a: 7 } }, multi: true }", 2, 2, "{\"_id\":1,\"a\":7}")]
    public async Task Updates(string statement, int matched, int modified, string first)
    {
        await _shop.InsertAsync("c", "{ _id: 1, a: 1 }", "{ _id: 2, a: 2 }");

        var reply = await _shop.MustAsync($"{{ update: 'c', updates: [{statement}] }}");

        Assert.Equal((matched, modified), (reply["n"].AsInt32, reply["nModified"].AsInt32));
        Assert.Equal(first, (await _shop.FindAsync("c"))[0]);
    }

    [Theory]
    [InlineData("{ q: { _id: 5 }, u: { $set: { a: 1 } }, upsert: true }", "{\"_id\":5,\"a\":1}")]
    [InlineData("{ q: { _id: 5, b: 2 }, u: { $setOnInsert: { a: 1 } }, upsert: true }", "{\"_id\":5,\"b\":2,\"a\":1}")]
    [InlineData("{ q: { _id: 5 }, u: { a: 1 }, upsert: true }", "{\"_id\":5,\"a\":1}")]
    public async Task Upserts(string statement, string made)
    {
        var reply = await _shop.MustAsync($"{{ update: 'c', updates: [{statement}] }}");

        Assert.Equal((1, 0), (reply["n"].AsInt32, reply["nModified"].AsInt32));
        var upserted = Assert.Single(reply["upserted"].AsArray.Items()).AsDocument;
        Assert.Equal((0, 5), (upserted["index"].AsInt32, upserted["_id"].AsInt32));
        Assert.Equal([made], await _shop.FindAsync("c"));
    }

    [Fact]
    public async Task The_positional_operator_changes_the_item_that_the_query_matched()
    {
        await _shop.InsertAsync("c", "{ _id: 1, a: [1, 5, 9] }", "{ _id: 2, a: [5, 1] }");

        await _shop.MustAsync("{ update: 'c', updates: [{ q: { a: 5 }, u: { $set: { 'a.$': 0 } }, multi: true }] }");

        Assert.Equal(["""{"_id":1,"a":[1,0,9]}""", """{"_id":2,"a":[0,1]}"""], await _shop.FindAsync("c"));
    }

    [Fact]
    public async Task Array_filters_choose_items()
    {
        await _shop.InsertAsync("c", "{ _id: 1, a: [1, 5, 9] }");

        await _shop.MustAsync("""
            { update: 'c', updates: [{
                q: {}, u: { $inc: { 'a.$[big]': 1 } }, arrayFilters: [{ big: { $gt: 4 } }] }] }
            """);

        Assert.Equal(["""{"_id":1,"a":[1,6,10]}"""], await _shop.FindAsync("c"));
    }

    [Theory]
    [InlineData("{ q: { _id: 1 }, u: { $set: { _id: 2 } } }", 66)]
    [InlineData("{ q: { _id: 1 }, u: { $inc: { s: 1 } } }", 14)]
    [InlineData("{ q: { _id: 1 }, u: { $set: { k: 2 } } }", 11000)]
    [InlineData("{ q: { _id: 1 }, u: { $nope: { a: 1 } } }", 9)]
    [InlineData("{ q: { _id: 1 }, u: { a: 1 }, multi: true }", 9)]
    public async Task A_statement_fails_by_itself(string statement, int code)
    {
        await _shop.MustAsync("{ createIndexes: 'c', indexes: [{ key: { k: 1 }, name: 'k_1', unique: true }] }");
        await _shop.InsertAsync("c", "{ _id: 1, s: 'x', k: 1 }", "{ _id: 2, k: 2 }");

        var reply = await _shop.RunAsync($"{{ update: 'c', updates: [{statement}] }}");

        Assert.True(reply.IsOk);
        Assert.Equal(code, Assert.Single(reply["writeErrors"].AsArray.Items()).AsDocument["code"].AsInt32);
    }

    [Theory]
    [InlineData("{ update: 'c', updates: [{ q: {} }] }", 40414)]
    [InlineData("{ update: 'c', updates: [{ q: {}, u: {}, nope: 1 }] }", 40415)]
    [InlineData("{ update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } } }], let: 5 }", 14)]
    [InlineData("{ update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } } }], let: { by: '$a' } }", 4890500)]
    [InlineData("{ update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } } }], let: { By: 1 } }", 16867)]
    [InlineData("{ update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } } }], let: { by: { $nope: 1 } } }", 168)]
    [InlineData("{ update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } } }], $db: 'local' }", 73)]
    public async Task Refuses(string command, int code) =>
        Assert.Equal((ErrorCode)code, (await _shop.RunAsync(command)).Error);

    [Theory]
    [InlineData(
        "updates: [{ q: {}, u: [{ $set: { a: { $add: ['$a', '$$by'] } } }], multi: true }], let: { by: 10 }",
        "{\"_id\":1,\"a\":11} {\"_id\":2,\"a\":12}")]
    [InlineData(
        "updates: [{ q: { $expr: { $eq: ['$a', '$$two'] } }, u: { $set: { a: 0 } } }], let: { two: { $add: [1, 1] } }",
        "{\"_id\":1,\"a\":1} {\"_id\":2,\"a\":0}")]
    [InlineData(
        "updates: [{ q: { _id: 1 }, u: [{ $set: { a: { $concat: ['$$x', '$$y', '$$z'] } } }], c: { z: '$a' } }], "
        + "let: { x: 'p', y: { $toUpper: '$$x' } }",
        "{\"_id\":1,\"a\":\"pP$a\"} {\"_id\":2,\"a\":2}")]
    [InlineData(
        "updates: [{ q: { _id: 3 }, u: [{ $set: { a: '$$by' } }], upsert: true }], let: { by: [{ $literal: '$b' }] }",
        "{\"_id\":1,\"a\":1} {\"_id\":2,\"a\":2} {\"_id\":3,\"a\":[\"$b\"]}")]
    public async Task Queries_and_pipelines_name_the_variables_of_let(string fields, string expected)
    {
        await _shop.InsertAsync("c", "{ _id: 1, a: 1 }", "{ _id: 2, a: 2 }");

        var reply = await _shop.MustAsync($"{{ update: 'c', {fields} }}");

        Assert.True(reply["writeErrors"].IsMissing);
        Assert.Equal(expected, string.Join(' ', await _shop.FindAsync("c")));
    }

    [Theory]
    [InlineData("{ q: { $expr: { $eq: ['$a', '$$k'] } }, u: [{ $set: { b: '$$k' } }], c: { k: 1 } }", 17276)]
    [InlineData("{ q: {}, u: { $set: { b: 1 } }, c: { k: 1 } }", 51198)]
    public async Task Constants_are_for_the_pipeline_of_their_statement(string statement, int code)
    {
        await _shop.InsertAsync("c", "{ _id: 1, a: 1 }");

        var reply = await _shop.RunAsync($"{{ update: 'c', updates: [{statement}] }}");

        Assert.Equal(code, Assert.Single(reply["writeErrors"].AsArray.Items()).AsDocument["code"].AsInt32);
    }

    [Fact]
    public async Task Counters_of_many_clients_lose_nothing()
    {
        await _shop.InsertAsync("c", "{ _id: 1, n: 0 }");
        var clients = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _shop.Workspace.ConnectAsync()));

        await Task.WhenAll(clients.Select(async client =>
        {
            for (var i = 0; i < 25; i++)
            {
                await TestCollections.RunAsync(client, "{ update: 'c', updates: [{ q: {}, u: { $inc: { n: 1 } } }] }");
            }
        }));

        Assert.Equal(["""{"_id":1,"n":200}"""], await _shop.FindAsync("c"));
    }
}
