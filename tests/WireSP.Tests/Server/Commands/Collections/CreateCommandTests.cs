using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class CreateCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Fact]
    public async Task A_collection_is_listed_once_it_is_made()
    {
        await _shop.MustAsync("{ create: 'c', changeStreamPreAndPostImages: { enabled: true } }");

        var reply = await _shop.MustAsync("{ listCollections: 1 }");

        Assert.Contains(
            "\"options\":{\"changeStreamPreAndPostImages\":{\"enabled\":true}}",
            Assert.Single(TestCollections.Documents(reply)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_again_is_no_error_and_another_is()
    {
        await _shop.MustAsync("{ create: 'c' }");

        Assert.True((await _shop.RunAsync("{ create: 'c' }")).IsOk);
        Assert.Equal(
            ErrorCode.NamespaceExists,
            (await _shop.RunAsync("{ create: 'c', changeStreamPreAndPostImages: { enabled: true } }")).Error);
    }

    [Theory]
    [InlineData("{ create: 'c', capped: true, size: 10 }", 238)]
    [InlineData("{ create: 'c', timeseries: { timeField: 't' } }", 238)]
    [InlineData("{ create: 'c', viewOn: 'd' }", 238)]
    [InlineData("{ create: 'c', changeStreamPreAndPostImages: { on: true } }", 40415)]
    [InlineData("{ create: 'c', $db: 'local' }", 20)]
    [InlineData("{ create: 'a$b' }", 73)]
    public async Task Refuses(string command, int code) =>
        Assert.Equal((ErrorCode)code, (await _shop.RunAsync(command)).Error);
}
