using WireSP.Bson;
using WireSP.TestKit.Server;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class DistinctCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Theory]
    [InlineData("a", "{}", "[1,2,\"x\"]")]
    [InlineData("a", "{ _id: { $lt: 3 } }", "[1,2]")]
    [InlineData("b.c", "{}", "[7,8]")]
    [InlineData("nope", "{}", "[]")]
    public async Task Answers(string key, string query, string values)
    {
        await _shop.InsertAsync(
            "c",
            "{ _id: 1, a: 1, b: [{ c: 7 }, { c: 8 }] }",
            "{ _id: 2, a: [1.0, 2] }",
            "{ _id: 3, a: 'x', b: { c: 7 } }");

        var reply = await _shop.MustAsync($"{{ distinct: 'c', key: '{key}', query: {query} }}");

        Assert.Equal(values, ExtendedJson.Format(reply["values"]));
    }
}
