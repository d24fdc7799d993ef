using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class DropDatabaseCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Fact]
    public async Task All_collections_of_the_database_are_gone_and_no_others()
    {
        await _shop.InsertAsync("c", "{ _id: 1 }");
        await _shop.InsertAsync("d", "{ _id: 1 }");
        await _shop.MustAsync("{ insert: 'c', documents: [{ _id: 1 }], $db: 'other' }");

        Assert.Equal("shop", (await _shop.MustAsync("{ dropDatabase: 1 }"))["dropped"].AsString);

        Assert.Empty(TestCollections.Documents(await _shop.MustAsync("{ listCollections: 1 }")));
        Assert.Single(TestCollections.Documents(await _shop.MustAsync("{ listCollections: 1, $db: 'other' }")));
    }

    [Fact]
    public async Task Protected_databases_cannot_be_dropped() =>
        Assert.Equal(ErrorCode.InvalidNamespace, (await _shop.RunAsync("{ dropDatabase: 1, $db: 'admin' }")).Error);
}
