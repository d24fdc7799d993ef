using WireSP.TestKit.Server;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class DbStatsCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Fact]
    public async Task Adds_up_the_collections_of_the_database()
    {
        await _shop.InsertAsync("c", "{ _id: 1 }", "{ _id: 2 }");
        await _shop.InsertAsync("d", "{ _id: 1 }");

        var reply = await _shop.MustAsync("{ dbStats: 1 }");

        Assert.Equal(
            (2, 3, 42.0), (reply["collections"].AsInt32, reply["objects"].AsInt32, reply["dataSize"].AsDouble));
    }
}
