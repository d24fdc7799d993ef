using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class AggregateCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();

    [Fact]
    public async Task What_is_not_there_gives_nothing_and_what_is_there_is_refused()
    {
        Assert.Empty(await _shop.AggregateAsync("c", "[{ $match: { a: 1 } }]"));
        await _shop.InsertAsync("c", "{ a: 1 }");

        var reply = await _shop.RunAsync("{ aggregate: 'c', pipeline: [{ $match: { a: 1 } }], cursor: {} }");

        Assert.Equal(ErrorCode.NotImplemented, reply.Error);
    }
}
