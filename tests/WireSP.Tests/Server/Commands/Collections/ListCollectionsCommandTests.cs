using WireSP.TestKit.Server;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class ListCollectionsCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Fact]
    public async Task Collections_are_listed_by_name_and_filtered()
    {
        await _shop.InsertAsync("b", "{}");
        await _shop.InsertAsync("a", "{}");

        Assert.Equal(
            ["""{"name":"a","type":"collection"}""", """{"name":"b","type":"collection"}"""],
            TestCollections.Documents(await _shop.MustAsync("{ listCollections: 1, nameOnly: true }")));
        var filtered = await _shop.MustAsync("{ listCollections: 1, filter: { name: 'b' } }");
        Assert.Contains("uuid", Assert.Single(TestCollections.Documents(filtered)), StringComparison.Ordinal);
        Assert.Equal("shop.$cmd.listCollections", filtered["cursor"].AsDocument["ns"].AsString);
    }
}
