using WireSP.TestKit.Bson;
using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class CreateIndexesCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Fact]
    public async Task A_unique_index_refuses_a_second_document_with_its_key()
    {
        await _shop.MustAsync("{ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a_1', unique: true }] }");
        await _shop.InsertAsync("c", "{ _id: 1, a: 'x' }");

        var reply = await _shop.RunAsync("{ insert: 'c', documents: [{ _id: 2, a: 'x' }] }");

        var error = Assert.Single(reply["writeErrors"].AsArray.Items()).AsDocument;
        Assert.Equal(
            "E11000 duplicate key error collection: shop.c index: a_1 dup key: { a: \"x\" }", error["errmsg"].AsString);
        Assert.Equal("x", error["keyValue"].AsDocument["a"].AsString);
        await _shop.MustAsync("{ delete: 'c', deletes: [{ q: { a: 'x' }, limit: 1 }] }");
        await _shop.InsertAsync("c", "{ _id: 2, a: 'x' }");
    }

    [Theory]
    [InlineData("{ key: { a: 1, b: -1 }, name: 'i', unique: true }", "{ a: 1, b: 1 }", "{ a: 1, b: 2 }", true)]
    [InlineData("{ key: { a: 1, b: -1 }, name: 'i', unique: true }", "{ a: 1, b: 1 }", "{ a: 1.0, b: 1 }", false)]
    [InlineData("{ key: { a: 1 }, name: 'i', unique: true }", "{ b: 1 }", "{ a: null }", false)]
    [InlineData("{ key: { a: 1 }, name: 'i', unique: true, sparse: true }", "{ b: 1 }", "{ b: 2 }", true)]
    [InlineData("{ key: { a: 1 }, name: 'i', unique: true }", "{ a: [1, 2] }", "{ a: 2 }", false)]
    [InlineData("{ key: { 'a.b': 1 }, name: 'i', unique: true }", "{ a: [{ b: 1 }] }", "{ a: { b: 1 } }", false)]
    [InlineData(
        "{ key: { a: 1 }, name: 'i', unique: true, partialFilterExpression: { on: true } }",
        "{ a: 1, on: true }",
        "{ a: 1, on: false }",
        true)]
    [InlineData("{ key: { a: 1 }, name: 'i' }", "{ a: 1 }", "{ a: 1 }", true)]
    public async Task Keys_are_those_of_the_language(string index, string first, string second, bool isTaken)
    {
        await _shop.MustAsync($"{{ createIndexes: 'c', indexes: [{index}] }}");
        await _shop.InsertAsync("c", first);

        var reply = await _shop.RunAsync($"{{ insert: 'c', documents: [{second}] }}");

        Assert.Equal(isTaken, reply["writeErrors"].IsMissing);
    }

    [Fact]
    public async Task Documents_that_are_there_already_are_checked()
    {
        await _shop.InsertAsync("c", "{ a: 1 }", "{ a: 1 }");

        var reply = await _shop.RunAsync(
            "{ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a_1', unique: true }] }");

        Assert.Equal(ErrorCode.DuplicateKey, reply.Error);
        Assert.Equal(1, reply["keyPattern"].AsDocument["a"].AsInt32);
        var indexes = TestCollections.Documents(await _shop.MustAsync("{ listIndexes: 'c' }"));
        Assert.Equal(["""{"v":2,"key":{"_id":1},"name":"_id_"}"""], indexes);
    }

    [Fact]
    public async Task A_find_by_a_unique_index_finds_through_it()
    {
        await _shop.MustAsync("{ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a_1', unique: true }] }");
        await _shop.InsertAsync("c", "{ _id: 1, a: [7, 8] }", "{ _id: 2, a: 9 }");

        Assert.Equal(["""{"_id":1,"a":[7,8]}"""], await _shop.FindAsync("c", "{ a: 8 }"));
        Assert.Equal(["""{"_id":2,"a":9}"""], await _shop.FindAsync("c", "{ a: { $eq: 9 } }"));
    }

    [Fact]
    public async Task The_same_index_again_is_no_error_and_says_so()
    {
        const string Command = "{ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a_1' }] }";
        var first = await _shop.MustAsync(Command);
        var second = await _shop.MustAsync(Command);

        Assert.Equal((1, 2), (first["numIndexesBefore"].AsInt32, first["numIndexesAfter"].AsInt32));
        Assert.True(first["createdCollectionAutomatically"].AsBoolean);
        Assert.Equal("all indexes already exist", second["note"].AsString);
    }

    [Theory]
    [InlineData("{ key: { a: 1 }, name: 'b_1' }", 85)]
    [InlineData("{ key: { b: 1 }, name: 'a_1' }", 86)]
    [InlineData("{ key: {}, name: 'e' }", 67)]
    [InlineData("{ key: { a: 'text' }, name: 't' }", 238)]
    [InlineData("{ key: { c: 1 }, name: 'c_1', expireAfterSeconds: 5 }", 238)]
    [InlineData("{ key: { c: 1 } }", 9)]
    [InlineData("{ key: { c: 1 }, name: 'c_1', nope: 1 }", 197)]
    public async Task Refuses(string index, int code)
    {
        await _shop.MustAsync("{ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a_1' }] }");

        Assert.Equal((ErrorCode)code, (await _shop.RunAsync($"{{ createIndexes: 'c', indexes: [{index}] }}")).Error);
    }
}
