using WireSP.TestKit.Bson;
using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class InsertCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Fact]
    public async Task Documents_are_kept_with_their_id_first()
    {
        var reply = await _shop.InsertAsync("c", "{ a: 1, _id: 7 }", "{ _id: 'x' }");

        Assert.Equal(2, reply["n"].AsInt32);
        Assert.Equal(["""{"_id":7,"a":1}""", """{"_id":"x"}"""], await _shop.FindAsync("c"));
    }

    [Fact]
    public async Task An_id_is_added_where_there_is_none()
    {
        await _shop.InsertAsync("c", "{ a: 1 }");

        Assert.StartsWith("""{"_id":{"$oid":""", Assert.Single(await _shop.FindAsync("c")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_id_in_another_type_of_number_is_a_duplicate()
    {
        await _shop.InsertAsync("c", "{ _id: 1 }");

        var reply = await _shop.RunAsync("{ insert: 'c', documents: [{ _id: 1.0 }, { _id: 2 }] }");

        Assert.True(reply.IsOk);
        Assert.Equal(0, reply["n"].AsInt32);
        var error = Assert.Single(reply["writeErrors"].AsArray.Items()).AsDocument;
        Assert.Equal(11000, error["code"].AsInt32);
        Assert.Equal(
            "E11000 duplicate key error collection: shop.c index: _id_ dup key: { _id: 1 }",
            error["errmsg"].AsString.Replace("1.0", "1", StringComparison.Ordinal));
        Assert.Equal(1, error["keyPattern"].AsDocument["_id"].AsInt32);
    }

    [Fact]
    public async Task Unordered_inserts_go_on_after_a_failure()
    {
        var reply = await _shop.RunAsync(
            "{ insert: 'c', ordered: false, documents: "
            + "[{ _id: 1 }, { _id: 1 }, { _id: 2 }, { _id: [1] }, { $x: 1 }] }");

        Assert.Equal(2, reply["n"].AsInt32);
        Assert.Equal(
            [11000, 2, 2], reply["writeErrors"].AsArray.Items().Select(item => item.AsDocument["code"].AsInt32));
    }

    [Theory]
    [InlineData("{ insert: 'c', documents: [] }", 16)]
    [InlineData("{ insert: 'c' }", 40414)]
    [InlineData("{ insert: 'c', documents: [1] }", 14)]
    [InlineData("{ insert: 'c', documents: [{}], nope: 1 }", 40415)]
    [InlineData("{ insert: 'c', documents: [{}], writeConcern: { w: 2 } }", 2)]
    [InlineData("{ insert: '', documents: [{}] }", 73)]
    [InlineData("{ insert: 'system.x', documents: [{}] }", 73)]
    [InlineData("{ insert: 'c', documents: [{}], $db: 'config' }", 73)]
    [InlineData("{ insert: 'c', documents: [{}], $db: 'wiresp' }", 73)]
    public async Task Refuses(string command, int code) =>
        Assert.Equal((ErrorCode)code, (await _shop.RunAsync(command)).Error);

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart()
    {
        await _shop.InsertAsync("c", "{ _id: 1 }");

        await _shop.Workspace.RestartAsync();

        Assert.Equal(["""{"_id":1}"""], await _shop.FindAsync("c"));
    }
}
