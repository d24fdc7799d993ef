using WireSP.TestKit.Bson;
using WireSP.TestKit.Server;

namespace WireSP.Tests.Server.Commands;

public sealed class ListStreamConnectionsCommandTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task Sample_streams_and_configured_connections_are_listed_by_name()
    {
        var names = await NamesAsync("");

        Assert.Contains("sample_stream_solar", names);
        Assert.Contains("in", names);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public async Task A_filter_selects_by_type()
    {
        var names = await NamesAsync(", \"filter\": { \"type\": \"inmemory\" }");

        Assert.Contains("sample_stream_solar", names);
        Assert.DoesNotContain("in", names);
    }

    [Fact]
    public async Task Only_name_and_type_are_shown_never_a_secret()
    {
        await _workspace.MustAsync("""
            { "createStreamConnection": "k",
              "connection": { "type": "Test", "password": "canary", "url": "http://u:canary@h" } }
            """);

        var reply = await _workspace.MustAsync("""{ "listStreamConnections": 1, "filter": { "name": "k" } }""");

        var document = Assert.Single(reply["connections"].AsArray.Items()).AsDocument;
        Assert.Equal(2, document.CountElements());
        Assert.Equal(("k", "test"), (document["name"].AsString, document["type"].AsString));
    }

    private async Task<IReadOnlyList<string>> NamesAsync(string filter) =>
        (await _workspace.MustAsync($$"""{ "listStreamConnections": 1{{filter}} }"""))["connections"]
            .AsArray.Texts("name");
}
