using WireSP.TestKit.Bson;
using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class DropIndexesCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Theory]
    [InlineData("'a_1'", "_id_ b_1")]
    [InlineData("{ b: 1 }", "_id_ a_1")]
    [InlineData("['a_1', 'b_1']", "_id_")]
    [InlineData("'*'", "_id_")]
    public async Task Takes_away(string index, string left)
    {
        await MakeAsync();

        var reply = await _shop.MustAsync($"{{ dropIndexes: 'c', index: {index} }}");

        Assert.Equal(3, reply["nIndexesWas"].AsInt32);
        var indexes = (await _shop.MustAsync("{ listIndexes: 'c' }"))["cursor"].AsDocument["firstBatch"].AsArray;
        Assert.Equal(left.Split(' '), indexes.Texts("name"));
    }

    [Fact]
    public async Task A_key_that_was_unique_may_come_twice_afterwards()
    {
        await MakeAsync();
        await _shop.InsertAsync("c", "{ a: 1, b: 1 }");
        await _shop.MustAsync("{ dropIndexes: 'c', index: 'a_1' }");

        await _shop.InsertAsync("c", "{ a: 1, b: 2 }");
    }

    [Theory]
    [InlineData("{ dropIndexes: 'c', index: '_id_' }", 72)]
    [InlineData("{ dropIndexes: 'c', index: 'nope' }", 27)]
    [InlineData("{ dropIndexes: 'd', index: 'nope' }", 26)]
    [InlineData("{ dropIndexes: 'c' }", 40414)]
    public async Task Refuses(string command, int code)
    {
        await MakeAsync();

        Assert.Equal((ErrorCode)code, (await _shop.RunAsync(command)).Error);
    }

    private async Task MakeAsync() => await _shop.MustAsync("""
        { createIndexes: 'c', indexes: [
            { key: { a: 1 }, name: 'a_1', unique: true }, { key: { b: 1 }, name: 'b_1', unique: true }] }
        """);
}
