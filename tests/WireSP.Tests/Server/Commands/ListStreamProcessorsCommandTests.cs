using WireSP.Bson;
using WireSP.TestKit.Bson;
using WireSP.TestKit.Server;

namespace WireSP.Tests.Server.Commands;

public sealed class ListStreamProcessorsCommandTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData(", \"filter\": null")]
    [InlineData(", \"filter\": {}")]
    public async Task Without_a_filter_all_are_listed_by_name(string filter)
    {
        await _workspace.CreateAsync("b");
        await _workspace.CreateAsync("a");

        Assert.Equal(["a", "b"], await NamesAsync(filter));
    }

    [Theory]
    [InlineData("""{ "name": "a" }""", "a")]
    [InlineData("""{ "name": { "$regex": "^b" } }""", "b")]
    [InlineData("""{ "state": "started" }""", "b")]
    [InlineData("""{ "state": "running" }""", "b")]
    [InlineData("""{ "state": { "$in": ["Created"] } }""", "a")]
    [InlineData("""{ "$or": [{ "state": "created" }, { "name": "zzz" }] }""", "a")]
    [InlineData("""{ "options.streamMetaFieldName": "_m" }""", "a")]
    [InlineData("""{ "tier": { "$ne": "SP10" } }""", "")]
    public async Task A_filter_is_a_query_over_the_listed_documents(string filter, string expected)
    {
        await _workspace.MustAsync($$"""
            { "createStreamProcessor": "a", "pipeline": {{TestWorkspace.Pipeline}},
              "options": { "streamMetaFieldName": "_m" } }
            """);
        await _workspace.StartProcessorAsync("b");
        await _workspace.UntilStateAsync("b", "STARTED");

        Assert.Equal(expected, string.Join(",", await NamesAsync($", \"filter\": {filter}")));
    }

    [Fact]
    public async Task A_listed_document_has_the_names_and_types_that_the_shell_shows()
    {
        await _workspace.CreateAsync("a");

        var document = Assert.Single(await _workspace.ListAsync());

        Assert.Matches("^[0-9a-f]{24}$", document["id"].AsString);
        Assert.Equal(BsonType.DateTime, document["lastModified"].Type);
        Assert.Equal(BsonType.DateTime, document["lastStateChange"].Type);
        Assert.Equal("", document["errorMsg"].AsString);
        Assert.False(document["hasStarted"].AsBoolean);
    }

    [Theory]
    [InlineData("""{ "name": { "$nope": 1 } }""")]
    [InlineData("7")]
    public async Task A_filter_that_is_no_query_is_refused(string filter) =>
        Assert.NotNull((await _workspace.RunAsync($$"""{ "listStreamProcessors": 1, "filter": {{filter}} }""")).Error);

    private async Task<IReadOnlyList<string>> NamesAsync(string filter) =>
        (await _workspace.MustAsync($$"""{ "listStreamProcessors": 1{{filter}} }"""))["streamProcessors"]
            .AsArray.Texts("name");
}
