using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class FindCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Fact]
    public async Task Without_an_order_documents_come_as_they_were_inserted()
    {
        await _shop.InsertAsync("c", "{ _id: 3 }", "{ _id: 1 }", "{ _id: 2 }");

        Assert.Equal(["""{"_id":3}""", """{"_id":1}""", """{"_id":2}"""], await _shop.FindAsync("c"));
        Assert.Equal(
            ["""{"_id":2}""", """{"_id":1}""", """{"_id":3}"""],
            await _shop.FindAsync("c", more: ", sort: { $natural: -1 }"));
    }

    [Theory]
    [InlineData("{ _id: 2 }", "", "2")]
    [InlineData("{ _id: { $in: [4, 2.0, 9] } }", "", "2 4")]
    [InlineData("{ _id: { $gt: 2, $lte: 4 } }", "", "3 4")]
    [InlineData("{ $and: [{ _id: { $gte: 2 } }, { _id: { $lt: 3 } }] }", "", "2")]
    [InlineData("{ _id: { $gt: 2 } }", ", sort: { _id: -1 }", "5 4 3")]
    [InlineData("{ _id: { $in: [1, 5, 3] } }", ", sort: { _id: -1 }", "5 3 1")]
    [InlineData("{}", ", sort: { _id: 1 }, skip: 1, limit: 2", "2 3")]
    [InlineData("{}", ", sort: { n: -1 }, limit: 2", "1 2")]
    [InlineData("{ n: { $lt: 30 } }", ", sort: { n: 1, _id: 1 }", "5 4")]
    [InlineData("{ n: 20 }", "", "4")]
    [InlineData("{ _id: null }", "", "")]
    [InlineData("{ _id: { $gt: 'a' } }", "", "")]
    public async Task Finds(string filter, string more, string ids)
    {
        await _shop.InsertAsync(
            "c", Enumerable.Range(1, 5).Select(id => $"{{ _id: {id}, n: {60 - (10 * id)} }}"));

        var found = await _shop.FindAsync("c", filter, $"{more}, projection: {{ _id: 1 }}");

        Assert.Equal(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => $$"""{"_id":{{id}}}"""), found);
    }

    [Fact]
    public async Task Variables_of_the_command_are_known_to_filter_and_projection()
    {
        await _shop.InsertAsync("c", "{ _id: 1, n: 5 }", "{ _id: 2, n: 6 }", "{ _id: 3, n: 7 }");

        Assert.Equal(
            ["""{"_id":3,"m":13}""", """{"_id":2,"m":12}"""],
            await _shop.FindAsync(
                "c",
                "{ $expr: { $gt: ['$n', '$$least'] } }",
                ", projection: { m: { $add: ['$n', '$$more'] } }, sort: { n: -1 }, let: { least: 5, more: 6 }"));
        Assert.Equal((ErrorCode)17276, (await _shop.RunAsync(
            "{ find: 'c', filter: { $expr: { $gt: ['$n', '$$lost'] } }, let: { least: 5 } }")).Error);
    }

    [Fact]
    public async Task A_projection_keeps_or_leaves_out_fields()
    {
        await _shop.InsertAsync("c", "{ _id: 1, a: { b: 2, c: 3 }, d: 4 }");

        Assert.Equal(["""{"a":{"b":2}}"""], await _shop.FindAsync("c", more: ", projection: { 'a.b': 1, _id: 0 }"));
        Assert.Equal(["""{"_id":1,"a":{"b":2,"c":3}}"""], await _shop.FindAsync("c", more: ", projection: { d: 0 }"));
    }

    [Fact]
    public async Task Batches_follow_each_other_and_the_last_one_says_so()
    {
        await _shop.InsertAsync("c", Enumerable.Range(0, 5).Select(id => $"{{ _id: {id} }}"));

        var first = await _shop.RunAsync("{ find: 'c', batchSize: 3 }");
        var second = await _shop.RunAsync(
            $"{{ getMore: NumberLong('{TestCollections.CursorOf(first)}'), collection: 'c', batchSize: 3 }}");

        Assert.Equal(3, TestCollections.Documents(first).Count);
        Assert.Equal(["""{"_id":3}""", """{"_id":4}"""], TestCollections.Documents(second));
        Assert.Equal(0, TestCollections.CursorOf(second));
    }

    [Fact]
    public async Task The_first_batch_has_101_documents_unless_asked_otherwise()
    {
        await _shop.InsertAsync("c", Enumerable.Range(0, 150).Select(id => $"{{ _id: {id} }}"));

        Assert.Equal(101, (await _shop.FindAsync("c")).Count);
        Assert.Equal(150, (await _shop.FindAsync("c", more: ", batchSize: 200")).Count);
        var none = await _shop.RunAsync("{ find: 'c', batchSize: 0 }");
        Assert.Empty(TestCollections.Documents(none));
        Assert.NotEqual(0, TestCollections.CursorOf(none));
        Assert.Equal(
            0, TestCollections.CursorOf(await _shop.RunAsync("{ find: 'c', batchSize: 2, singleBatch: true }")));
    }

    [Fact]
    public async Task A_reply_holds_no_more_than_a_message_may()
    {
        var text = new string('x', 6 * 1024 * 1024);
        for (var id = 0; id < 4; id++)
        {
            await _shop.InsertAsync("c", $"{{ _id: {id}, text: '{text}' }}");
        }

        var first = await _shop.RunAsync("{ find: 'c' }");
        var second = await _shop.RunAsync(
            $"{{ getMore: NumberLong('{TestCollections.CursorOf(first)}'), collection: 'c' }}");

        Assert.Equal((2, 2), (TestCollections.Documents(first).Count, TestCollections.Documents(second).Count));
        Assert.Equal(0, TestCollections.CursorOf(second));
    }

    [Fact]
    public async Task A_collection_that_is_not_there_is_empty() => Assert.Empty(await _shop.FindAsync("nothing"));

    [Theory]
    [InlineData("{ find: 'c', tailable: true }", 238)]
    [InlineData("{ find: 'c', skip: -1 }", 51024)]
    [InlineData("{ find: 'c', batchSize: -1 }", 2)]
    [InlineData("{ find: 'c', filter: { $nope: 1 } }", 2)]
    [InlineData("{ find: 'c', filter: 1 }", 14)]
    [InlineData("{ find: 'c', collation: { locale: 'de' } }", 238)]
    [InlineData("{ find: 'c', projection: { a: { $elemMatch: { b: 1 } } } }", 238)]
    [InlineData("{ find: 'c', hint: 'nope' }", 2)]
    [InlineData("{ find: 'c', sort: { a: 2 } }", 15975)]
    [InlineData("{ find: 'c', fliter: {} }", 40415)]
    public async Task Refuses(string command, int code)
    {
        await _shop.InsertAsync("c", "{ _id: 1 }");

        Assert.Equal((ErrorCode)code, (await _shop.RunAsync(command)).Error);
    }
}
