using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class CollectionAuthorizationTests
{
    [Fact]
    public async Task Who_may_only_read_reads_and_writes_nothing()
    {
        await using var shop = await TestCollections.StartAsync(new TestWorkspaceOptions { HasUsers = true });
        await shop.InsertAsync("c", "{ _id: 1 }");
        await using var reader = await shop.Workspace.ConnectAsync("reader");

        Assert.True((await TestCollections.RunAsync(reader, "{ find: 'c' }")).IsOk);
        foreach (var command in (string[])
            [
                "{ insert: 'c', documents: [{}] }", "{ delete: 'c', deletes: [{ q: {}, limit: 0 }] }", "{ drop: 'c' }",
                "{ dropDatabase: 1 }", "{ create: 'd' }", "{ createIndexes: 'c', indexes: [] }",
            ])
        {
            Assert.Equal(ErrorCode.Unauthorized, (await TestCollections.RunAsync(reader, command)).Error);
        }
    }

    [Fact]
    public async Task A_cursor_is_its_users_alone()
    {
        await using var shop = await TestCollections.StartAsync(new TestWorkspaceOptions { HasUsers = true });
        await shop.InsertAsync("c", "{ _id: 1 }", "{ _id: 2 }");
        var id = TestCollections.CursorOf(await shop.RunAsync("{ find: 'c', batchSize: 1 }"));
        await using var reader = await shop.Workspace.ConnectAsync("reader");

        var reply = await TestCollections.RunAsync(reader, $"{{ getMore: NumberLong('{id}'), collection: 'c' }}");
        _ = await TestCollections.RunAsync(reader, $"{{ killCursors: 'c', cursors: [NumberLong('{id}')] }}");

        Assert.Equal(ErrorCode.CursorNotFound, reply.Error);
        Assert.True((await shop.RunAsync($"{{ getMore: NumberLong('{id}'), collection: 'c' }}")).IsOk);
    }
}
