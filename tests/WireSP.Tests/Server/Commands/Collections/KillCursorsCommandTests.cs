using WireSP.TestKit.Bson;
using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class KillCursorsCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Fact]
    public async Task A_killed_cursor_is_gone()
    {
        await _shop.InsertAsync("c", Enumerable.Range(0, 3).Select(id => $"{{ _id: {id} }}"));
        var id = TestCollections.CursorOf(await _shop.RunAsync("{ find: 'c', batchSize: 1 }"));

        var reply = await _shop.MustAsync($"{{ killCursors: 'c', cursors: [NumberLong('{id}'), NumberLong(5)] }}");

        Assert.Equal([id], reply["cursorsKilled"].AsArray.Items().Select(item => item.AsInt64));
        Assert.Equal([5L], reply["cursorsNotFound"].AsArray.Items().Select(item => item.AsInt64));
        Assert.Equal(
            ErrorCode.CursorNotFound,
            (await _shop.RunAsync($"{{ getMore: NumberLong('{id}'), collection: 'c' }}")).Error);
    }

    [Fact]
    public async Task An_empty_list_is_refused() =>
        Assert.Equal(ErrorCode.BadValue, (await _shop.RunAsync("{ killCursors: 'c', cursors: [] }")).Error);
}
