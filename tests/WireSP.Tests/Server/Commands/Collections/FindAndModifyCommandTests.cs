using WireSP.Bson;
using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class FindAndModifyCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Theory]
    [InlineData("query: { _id: 2 }, update: { $inc: { a: 1 } }", "{\"_id\":2,\"a\":2}")]
    [InlineData("query: { _id: 2 }, update: { $inc: { a: 1 } }, new: true", "{\"_id\":2,\"a\":3}")]
    [InlineData("sort: { a: -1 }, update: { $set: { x: 1 } }, new: true, fields: { _id: 1 }", "{\"_id\":3}")]
    [InlineData("sort: { _id: -1 }, remove: true", "{\"_id\":3,\"a\":3}")]
    [InlineData(
        "query: { $expr: { $eq: ['$a', '$$k'] } }, update: [{ $set: { a: '$$v' } }], new: true, let: { k: 2, v: 7 }",
        "{\"_id\":2,\"a\":7}")]
    [InlineData("query: { $expr: { $eq: ['$a', '$$k'] } }, remove: true, let: { k: 3 }", "{\"_id\":3,\"a\":3}")]
    [InlineData("query: { _id: 9 }, update: { $set: { a: 1 } }", "null")]
    [InlineData("query: { _id: 9 }, remove: true", "null")]
    [InlineData("query: { _id: 9 }, update: { $set: { a: 1 } }, upsert: true, new: true", "{\"_id\":9,\"a\":1}")]
    [InlineData("query: { _id: 9 }, update: { $set: { a: 1 } }, upsert: true", "null")]
    public async Task Answers(string arguments, string value)
    {
        await _shop.InsertAsync("c", "{ _id: 1, a: 1 }", "{ _id: 2, a: 2 }", "{ _id: 3, a: 3 }");

        var reply = await _shop.MustAsync($"{{ findAndModify: 'c', {arguments} }}");

        Assert.Equal(value, ExtendedJson.Format(reply["value"]));
    }

    [Fact]
    public async Task The_last_error_object_says_what_happened()
    {
        var made = await _shop.MustAsync(
            "{ findAndModify: 'c', query: { _id: 1 }, update: { $set: { a: 1 } }, upsert: true }");
        var removed = await _shop.MustAsync("{ findAndModify: 'c', query: { _id: 1 }, remove: true }");

        Assert.Equal(
            """{"n":1,"updatedExisting":false,"upserted":1}""", ExtendedJson.Format(made["lastErrorObject"]));
        Assert.Equal("""{"n":1}""", ExtendedJson.Format(removed["lastErrorObject"]));
        Assert.Empty(await _shop.FindAsync("c"));
    }

    [Theory]
    [InlineData("{ findAndModify: 'c' }", 9)]
    [InlineData("{ findAndModify: 'c', remove: true, update: { a: 1 } }", 9)]
    [InlineData("{ findAndModify: 'c', remove: true, new: true }", 9)]
    [InlineData("{ findAndModify: 'c', update: { $set: { _id: 7 } } }", 66)]
    [InlineData("{ findAndModify: 'c', update: {}, nope: 1 }", 40415)]
    public async Task Refuses(string command, int code)
    {
        await _shop.InsertAsync("c", "{ _id: 1 }");

        Assert.Equal((ErrorCode)code, (await _shop.RunAsync(command)).Error);
    }
}
