using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class DeleteCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Theory]
    [InlineData("{ q: { n: 1 }, limit: 1 }", 1, 2)]
    [InlineData("{ q: { n: 1 }, limit: 0 }", 2, 1)]
    [InlineData("{ q: { _id: 3 }, limit: 1 }", 1, 2)]
    [InlineData("{ q: {}, limit: 0 }", 3, 0)]
    [InlineData("{ q: { n: 9 }, limit: 0 }", 0, 3)]
    public async Task Deletes(string statement, int deleted, int left)
    {
        await _shop.InsertAsync("c", "{ _id: 1, n: 1 }", "{ _id: 2, n: 1 }", "{ _id: 3, n: 2 }");

        var reply = await _shop.MustAsync($"{{ delete: 'c', deletes: [{statement}] }}");

        Assert.Equal(deleted, reply["n"].AsInt32);
        Assert.Equal(left, (await _shop.FindAsync("c")).Count);
    }

    [Fact]
    public async Task Queries_name_the_variables_of_let()
    {
        await _shop.InsertAsync("c", "{ _id: 1, n: 1 }", "{ _id: 2, n: 2 }");

        await _shop.MustAsync("""
            { delete: 'c', deletes: [{ q: { $expr: { $gt: ['$n', '$$least'] } }, limit: 0 }], let: { least: 1 } }
            """);

        Assert.Equal(["""{"_id":1,"n":1}"""], await _shop.FindAsync("c"));
    }

    [Fact]
    public async Task More_documents_than_are_looked_at_at_once_go_too()
    {
        await _shop.InsertAsync("c", Enumerable.Range(0, 2500).Select(id => $"{{ _id: {id} }}"));

        var reply = await _shop.MustAsync("{ delete: 'c', deletes: [{ q: { _id: { $gte: 100 } }, limit: 0 }] }");

        Assert.Equal(2400, reply["n"].AsInt32);
        Assert.Equal(100, (await _shop.MustAsync("{ count: 'c' }"))["n"].AsInt32);
    }

    [Theory]
    [InlineData("{ delete: 'c', deletes: [{ q: {} }] }", 40414)]
    [InlineData("{ delete: 'c', deletes: [{ q: {}, limit: 2 }] }", 9)]
    [InlineData("{ delete: 'c', deletes: [{ q: {}, limit: 1, x: 1 }] }", 40415)]
    [InlineData("{ delete: 'c', deletes: [{ q: {}, limit: 1 }], $db: 'admin' }", 73)]
    public async Task Refuses(string command, int code)
    {
        await _shop.InsertAsync("c", "{ _id: 1 }");

        Assert.Equal((ErrorCode)code, (await _shop.RunAsync(command)).Error);
    }
}
