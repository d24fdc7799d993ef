using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class RenameCollectionCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Fact]
    public async Task A_collection_has_its_documents_under_the_new_name()
    {
        await _shop.InsertAsync("a", "{ _id: 1 }");

        await _shop.MustAsync("{ renameCollection: 'shop.a', to: 'shop.b', $db: 'admin' }");

        Assert.Empty(await _shop.FindAsync("a"));
        Assert.Single(await _shop.FindAsync("b"));
        await _shop.Workspace.RestartAsync();
        Assert.Single(await _shop.FindAsync("b"));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_given_only_when_its_collection_may_go()
    {
        await _shop.InsertAsync("a", "{ _id: 1 }");
        await _shop.InsertAsync("b", "{ _id: 2 }");

        var refused = await _shop.RunAsync("{ renameCollection: 'shop.a', to: 'shop.b', $db: 'admin' }");
        await _shop.MustAsync("{ renameCollection: 'shop.a', to: 'shop.b', dropTarget: true, $db: 'admin' }");

        Assert.Equal(ErrorCode.NamespaceExists, refused.Error);
        Assert.Equal(["""{"_id":1}"""], await _shop.FindAsync("b"));
    }

    [Theory]
    [InlineData("{ renameCollection: 'shop.x', to: 'shop.y', $db: 'admin' }", 26)]
    [InlineData("{ renameCollection: 'shop.a', to: 'shop.a', $db: 'admin' }", 20)]
    [InlineData("{ renameCollection: 'shop.a', to: 'shop.b' }", 13)]
    [InlineData("{ renameCollection: 'shop.a', to: 'admin.b', $db: 'admin' }", 73)]
    public async Task Refuses(string command, int code)
    {
        await _shop.InsertAsync("a", "{ _id: 1 }");

        Assert.Equal((ErrorCode)code, (await _shop.RunAsync(command)).Error);
    }
}
