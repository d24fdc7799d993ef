using WireSP.TestKit.Server;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class CollStatsCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Fact]
    public async Task Says_how_many_documents_there_are_and_how_large()
    {
        await _shop.InsertAsync("c", "{ _id: 1 }", "{ _id: 2 }");

        var reply = await _shop.MustAsync("{ collStats: 'c' }");

        Assert.Equal((2, 28, 14), (reply["count"].AsInt32, reply["size"].AsInt32, reply["avgObjSize"].AsInt32));
        Assert.Equal(0, (await _shop.MustAsync("{ collStats: 'd' }"))["count"].AsInt32);
    }
}
