using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class CollModCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Fact]
    public async Task Images_are_switched_on_and_off()
    {
        await _shop.MustAsync("{ create: 'c' }");

        await _shop.MustAsync("{ collMod: 'c', changeStreamPreAndPostImages: { enabled: true } }");
        var on = Assert.Single(TestCollections.Documents(await _shop.MustAsync("{ listCollections: 1 }")));
        await _shop.MustAsync("{ collMod: 'c', changeStreamPreAndPostImages: { enabled: false } }");
        var off = Assert.Single(TestCollections.Documents(await _shop.MustAsync("{ listCollections: 1 }")));

        Assert.Contains("\"enabled\":true", on, StringComparison.Ordinal);
        Assert.Contains("\"options\":{}", off, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collection_that_is_not_there_cannot_be_changed() =>
        Assert.Equal(
            ErrorCode.NamespaceNotFound,
            (await _shop.RunAsync("{ collMod: 'c', changeStreamPreAndPostImages: { enabled: true } }")).Error);
}
