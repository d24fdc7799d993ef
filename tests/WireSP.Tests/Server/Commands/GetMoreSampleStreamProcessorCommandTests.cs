using WireSP.TestKit.Server;
using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands;

public sealed class GetMoreSampleStreamProcessorCommandTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task Samples_come_under_both_names_until_the_limit()
    {
        var cursor = await StartAsync(", \"limit\": 2");
        SampleClient.Enqueue(_workspace, 5);

        var numbers = new List<int>();
        TestReply reply;
        do
        {
            reply = await SampleClient.MoreAsync(_workspace.Client, "p", cursor);
            Assert.Equal(reply["messages"].AsArray.Count(), reply["nextBatch"].AsArray.Count());
            numbers.AddRange(SampleClient.Numbers(reply));
        }
        while (reply["cursorId"].AsInt64 != 0);

        Assert.Equal([0, 1], numbers);
        Assert.Equal(
            ErrorCode.CursorNotFound, (await SampleClient.MoreAsync(_workspace.Client, "p", cursor)).Error);
    }

    [Fact]
    public async Task A_cursor_is_read_from_any_connection_of_its_user()
    {
        var cursor = await StartAsync("");
        await using var other = await _workspace.ConnectAsync();

        Assert.True((await SampleClient.MoreAsync(other, "p", cursor)).IsOk);
    }

    [Fact]
    public async Task A_cursor_of_another_user_looks_like_none()
    {
        await using var workspace = await TestWorkspace.StartAsync(new TestWorkspaceOptions { HasUsers = true });
        await workspace.StartProcessorAsync("p");
        var started = await workspace.MustAsync("""{ "startSampleStreamProcessor": "p" }""");
        var cursor = started["cursorId"].AsInt64;
        await using var second = await workspace.ConnectAsync("second");

        var reply = await SampleClient.MoreAsync(second, "p", cursor);

        Assert.Equal(ErrorCode.CursorNotFound, reply.Error);
        Assert.True((await SampleClient.MoreAsync(workspace.Client, "p", cursor)).IsOk);
    }

    [Fact]
    public async Task A_guessed_id_or_the_name_of_another_processor_finds_nothing()
    {
        var cursor = await StartAsync("");
        await _workspace.StartProcessorAsync("q");

        foreach (var (name, id) in new[] { ("p", cursor + 1), ("q", cursor), ("p", 0) })
        {
            Assert.Equal(
                ErrorCode.CursorNotFound, (await SampleClient.MoreAsync(_workspace.Client, name, id)).Error);
        }
    }

    [Fact]
    public async Task A_processor_that_stops_ends_the_cursor_after_what_is_left()
    {
        var cursor = await StartAsync("");
        SampleClient.Enqueue(_workspace, 1);
        await _workspace.UntilOutAsync(1);
        await _workspace.MustAsync("""{ "stopStreamProcessor": "p" }""");

        var reply = await SampleClient.MoreAsync(_workspace.Client, "p", cursor);

        Assert.Equal(0, reply["cursorId"].AsInt64);
        Assert.Equal([0], SampleClient.Numbers(reply));
    }

    [Theory]
    [InlineData("", ErrorCode.IDLFailedToParse)]
    [InlineData(", \"cursorId\": \"1\"", ErrorCode.TypeMismatch)]
    [InlineData(", \"cursorId\": 1, \"batchSize\": -1", ErrorCode.InvalidOptions)]
    [InlineData(", \"cursorId\": 1, \"batchsize\": 1", ErrorCode.IDLUnknownField)]
    public async Task A_malformed_request_is_refused(string fields, ErrorCode expected)
    {
        await _workspace.StartProcessorAsync("p");

        var reply = await _workspace.RunAsync($$"""{ "getMoreSampleStreamProcessor": "p"{{fields}} }""");

        Assert.Equal(expected, reply.Error);
    }

    private async Task<long> StartAsync(string options)
    {
        await _workspace.StartProcessorAsync("p");
        var reply = await _workspace.MustAsync($$"""{ "startSampleStreamProcessor": "p"{{options}} }""");
        return reply["cursorId"].AsInt64;
    }
}
