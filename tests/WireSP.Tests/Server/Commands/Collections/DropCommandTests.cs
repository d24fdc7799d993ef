using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class DropCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Fact]
    public async Task A_dropped_collection_and_its_documents_are_gone()
    {
        await _shop.InsertAsync("c", "{ _id: 1 }");

        var reply = await _shop.MustAsync("{ drop: 'c' }");

        Assert.Equal((1, "shop.c"), (reply["nIndexesWas"].AsInt32, reply["ns"].AsString));
        Assert.Empty(TestCollections.Documents(await _shop.MustAsync("{ listCollections: 1 }")));
        await _shop.InsertAsync("c", "{ _id: 1 }");
        Assert.Single(await _shop.FindAsync("c"));
    }

    [Fact]
    public async Task Dropping_what_is_not_there_is_no_error() =>
        Assert.True((await _shop.RunAsync("{ drop: 'c' }")).IsOk);

    [Fact]
    public async Task Protected_names_cannot_be_dropped() =>
        Assert.Equal(ErrorCode.InvalidNamespace, (await _shop.RunAsync("{ drop: 'c', $db: 'admin' }")).Error);
}
