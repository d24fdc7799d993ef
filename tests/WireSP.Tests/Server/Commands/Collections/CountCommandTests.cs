using WireSP.TestKit.Server;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class CountCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Theory]
    [InlineData("{}", "", 4)]
    [InlineData("{ _id: { $gt: 1 } }", "", 3)]
    [InlineData("{}", ", skip: 1, limit: 2", 2)]
    [InlineData("{}", ", limit: -2", 2)]
    [InlineData("{ n: 1 }", "", 0)]
    public async Task Counts(string query, string more, int n)
    {
        await _shop.InsertAsync("c", "{ _id: 1 }", "{ _id: 2 }", "{ _id: 3 }", "{ _id: 4 }");

        Assert.Equal(n, (await _shop.MustAsync($"{{ count: 'c', query: {query}{more} }}"))["n"].AsInt32);
    }

    [Fact]
    public async Task A_collection_that_is_not_there_has_none() =>
        Assert.Equal(0, (await _shop.MustAsync("{ count: 'c' }"))["n"].AsInt32);
}
