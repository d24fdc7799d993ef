using WireSP.TestKit.Bson;
using WireSP.TestKit.Server;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class ListDatabasesCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Fact]
    public async Task Databases_with_collections_are_listed_beside_admin()
    {
        await _shop.InsertAsync("c", "{}");

        var all = await _shop.MustAsync("{ listDatabases: 1, $db: 'admin' }");
        var named = await _shop.MustAsync(
            "{ listDatabases: 1, nameOnly: true, filter: { name: 'shop' }, $db: 'admin' }");

        Assert.Equal(["admin", "shop"], all["databases"].AsArray.Texts("name"));
        Assert.Equal(22, all["totalSize"].AsInt64);
        Assert.Equal(["shop"], named["databases"].AsArray.Texts("name"));
    }
}
