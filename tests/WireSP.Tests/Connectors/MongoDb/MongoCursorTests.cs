using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.MongoDb;
using WireSP.Streaming;
using WireSP.TestKit.Clients;
using WireSP.TestKit.Connectors.MongoDb;

namespace WireSP.Tests.Connectors.MongoDb;

public class MongoCursorTests(MongoServers servers) : IClassFixture<MongoServers>
{
    public static TheoryData<bool> Targets => MongoServers.All;

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task A_change_stream_tells_changes_and_has_a_token_before_the_first(bool isCluster)
    {
        await using var target = servers.Open(isCluster);
        await using var stream = await target.WatchAsync("c");
        Assert.NotNull(stream.ResumeToken);

        await target.InsertAsync("c", "{ _id: 1 }", "{ _id: 2 }");
        await target.InsertAsync("other", "{ _id: 3 }");

        Assert.Equal([1, 2], await IdsAsync(stream, 2));
        Assert.False(stream.IsExhausted);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task A_stream_goes_on_after_the_token_of_a_half_read_batch(bool isCluster)
    {
        await using var target = servers.Open(isCluster);
        await using var stream = await target.WatchAsync(collection: null);
        await target.InsertAsync("c", Enumerable.Range(0, 10).Select(i => $"{{ _id: {i} }}"));
        Assert.Equal([0, 1, 2], await IdsAsync(stream, 3, documentsMax: 1));

        await using var again = await target.WatchAsync(
            collection: null, $"{{ resumeAfter: {ExtendedJson.Format(stream.ResumeToken!.Value)} }}");

        Assert.Equal([3, 4, 5, 6, 7, 8, 9], await IdsAsync(again, 7));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task A_stream_over_a_database_does_not_tell_what_merges_have_committed(bool isCluster)
    {
        await using var target = servers.Open(isCluster);
        await using var stream = await target.WatchAsync(collection: null);

        await target.InsertAsync(MongoMarks.CollectionName, "{ _id: 1 }");
        await target.InsertAsync("c", "{ _id: 2 }");

        Assert.Equal([2], await IdsAsync(stream, 1));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task The_token_of_a_quiet_stream_moves(bool isCluster)
    {
        await using var target = servers.Open(isCluster);
        await using var stream = await target.WatchAsync("quiet");
        var before = stream.ResumeToken!.Value["_data"].AsString;

        await target.InsertAsync("busy", "{ _id: 1 }");
        while (stream.ResumeToken!.Value["_data"].AsString == before)
        {
            Assert.Empty(await MongoTarget.ReadAsync(stream));
        }

        Assert.True(string.CompareOrdinal(stream.ResumeToken!.Value["_data"].AsString, before) > 0);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task A_stream_over_everything_begins_at_a_time(bool isCluster)
    {
        await using var target = servers.Open(isCluster);
        await target.InsertAsync("c", "{ _id: 1 }");
        var time = await target.Access.ReadOperationTimeAsync(default);
        await target.InsertAsync("c", "{ _id: 2 }");
        var pipeline = $$"""
            [{ $changeStream: { startAtOperationTime: Timestamp({{time >> 32}}, {{(uint)time + 1}}) } },
             { $match: { 'ns.db': '{{target.Database}}' } }]
            """;

        await using var stream = await target.Access.WatchAsync(
            new ChangeStreamScope(null, null),
            ExtendedJson.ParseLenientValue(pipeline).AsArray,
            ReadPreference.Primary,
            default);

        Assert.Equal([2], await IdsAsync(stream, 1));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task A_token_that_is_none_fails_for_good(bool isCluster)
    {
        await using var target = servers.Open(isCluster);

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(
            () => target.WatchAsync("c", "{ resumeAfter: { _data: 'zz' } }").AsTask());

        Assert.Equal((RetryPolicy.Never, FailureDomain.User), (failure.Retry, failure.Domain));
        Assert.True(failure.Code is 9 or 260, $"code {failure.Code}");
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task A_read_that_is_cancelled_ends_at_once_and_the_cursor_can_be_left(bool isCluster)
    {
        await using var target = servers.Open(isCluster);
        await using var stream = await target.WatchAsync("c");
        using var cancelling = new CancellationTokenSource();

        var reading = stream.ReadAsync(new CursorBatch(10), TimeSpan.FromSeconds(10), cancelling.Token).AsTask();
        await cancelling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_stream_whose_server_was_killed_goes_on_after_its_last_change()
    {
        using var folder = new TemporaryFolder();
        await using var first = await WorkspaceProcess.StartAsync(folder.FullPath);
        await using var target = new MongoTarget($"{first.Uri}?heartbeatFrequencyMS=500");
        await using var stream = await target.WatchAsync("c");
        await target.InsertAsync("c", "{ _id: 1 }", "{ _id: 2 }");
        Assert.Equal([1, 2], await IdsAsync(stream, 2));

        await first.KillAsync();
        await using var second = await WorkspaceProcess.StartAsync(folder.FullPath, listen: first.Address);
        await target.InsertAsync("c", "{ _id: 3 }");

        Assert.Equal([3], await IdsAsync(stream, 1));
    }

    private static async Task<IReadOnlyList<int>> IdsAsync(ICollectionCursor stream, int count, int documentsMax = 100)
    {
        List<int> ids = [];
        while (ids.Count < count)
        {
            ids.AddRange((await MongoTarget.ReadAsync(stream, documentsMax)).Select(
                change => ExtendedJson.Parse(change)["documentKey"].AsDocument["_id"].AsInt32));
        }

        return ids;
    }
}
