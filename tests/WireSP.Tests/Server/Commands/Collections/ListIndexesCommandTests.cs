using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class ListIndexesCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Fact]
    public async Task The_index_on_ids_comes_first()
    {
        await _shop.MustAsync(
            "{ createIndexes: 'c', indexes: [{ key: { a: -1 }, name: 'a_-1', unique: true, background: true }] }");

        Assert.Equal(
            ["""{"v":2,"key":{"_id":1},"name":"_id_"}""", """{"v":2,"key":{"a":-1},"name":"a_-1","unique":true}"""],
            TestCollections.Documents(await _shop.MustAsync("{ listIndexes: 'c' }")));
    }

    [Fact]
    public async Task A_collection_that_is_not_there_has_none() =>
        Assert.Equal(ErrorCode.NamespaceNotFound, (await _shop.RunAsync("{ listIndexes: 'c' }")).Error);
}
