using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class GetMoreCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Fact]
    public async Task A_cursor_belongs_to_its_collection_and_can_be_read_by_any_connection()
    {
        await _shop.InsertAsync("c", Enumerable.Range(0, 3).Select(id => $"{{ _id: {id} }}"));
        var id = TestCollections.CursorOf(await _shop.RunAsync("{ find: 'c', batchSize: 1 }"));
        await using var other = await _shop.Workspace.ConnectAsync();

        var wrong = await _shop.RunAsync($"{{ getMore: NumberLong('{id}'), collection: 'd' }}");
        var right = await TestCollections.RunAsync(other, $"{{ getMore: NumberLong('{id}'), collection: 'c' }}");

        Assert.Equal(ErrorCode.Unauthorized, wrong.Error);
        Assert.Equal(2, TestCollections.Documents(right).Count);
    }

    [Theory]
    [InlineData("{ getMore: 1, collection: 'c' }", 14)]
    [InlineData("{ getMore: NumberLong(5), collection: 'c' }", 43)]
    [InlineData("{ getMore: NumberLong(5) }", 40414)]
    public async Task Refuses(string command, int code) =>
        Assert.Equal((ErrorCode)code, (await _shop.RunAsync(command)).Error);

    [Fact]
    public async Task A_cursor_whose_collection_is_dropped_ends_with_an_error()
    {
        await _shop.InsertAsync("c", Enumerable.Range(0, 3).Select(id => $"{{ _id: {id} }}"));
        var id = TestCollections.CursorOf(await _shop.RunAsync("{ find: 'c', batchSize: 1 }"));
        await _shop.MustAsync("{ drop: 'c' }");

        Assert.Equal(
            (ErrorCode)175, (await _shop.RunAsync($"{{ getMore: NumberLong('{id}'), collection: 'c' }}")).Error);
        Assert.Equal(
            ErrorCode.CursorNotFound,
            (await _shop.RunAsync($"{{ getMore: NumberLong('{id}'), collection: 'c' }}")).Error);
    }

    [Fact]
    public async Task Only_a_change_stream_can_be_told_how_long_to_wait()
    {
        await _shop.InsertAsync("c", Enumerable.Range(0, 3).Select(id => $"{{ _id: {id} }}"));
        var id = TestCollections.CursorOf(await _shop.RunAsync("{ find: 'c', batchSize: 1 }"));

        var reply = await _shop.RunAsync($"{{ getMore: NumberLong('{id}'), collection: 'c', maxTimeMS: 10 }}");

        Assert.Equal(ErrorCode.BadValue, reply.Error);
    }
}
