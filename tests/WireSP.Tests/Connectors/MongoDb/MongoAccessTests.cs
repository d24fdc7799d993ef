using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Streaming;
using WireSP.TestKit.Bson;
using WireSP.TestKit.Connectors.MongoDb;
using WireSP.TestKit.Wire;

namespace WireSP.Tests.Connectors.MongoDb;

/// <summary>Reading and inserting; merges are in MongoMergeTests, change streams in MongoCursorTests.</summary>
public class MongoAccessTests(MongoServers servers) : IClassFixture<MongoServers>
{
    public static TheoryData<bool> Targets => MongoServers.All;

    [ClusterFact]
    public void A_real_replica_set_is_there() => Assert.NotNull(MongoServers.ClusterUri);

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task What_is_inserted_is_found_in_batches(bool isCluster)
    {
        await using var target = servers.Open(isCluster);
        await target.InsertAsync("c", Enumerable.Range(0, 25_000).Select(i => $"{{ _id: {i} }}"));

        var found = await target.FindAsync("c");

        Assert.Equal(Enumerable.Range(0, 25_000).Select(i => $$"""{"_id":{{i}}}"""), found);
        Assert.Equal(25_000, await target.Access.EstimateCountAsync(target.Name("c"), default));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task A_find_has_filter_order_fields_skip_and_limit(bool isCluster)
    {
        await using var target = servers.Open(isCluster);
        await target.InsertAsync("c", Enumerable.Range(0, 10).Select(i => $"{{ _id: {i}, n: {i % 2}, x: 1 }}"));

        var request = new FindRequest(target.Name("c"))
        {
            Filter = ExtendedJson.ParseLenient("{ n: 1 }"),
            Sort = ExtendedJson.ParseLenient("{ _id: -1 }"),
            Projection = ExtendedJson.ParseLenient("{ n: 1 }"),
            Limit = 2,
        };
        var cursor = await target.Access.FindAsync(request with { Skip = 1 }, ReadPreference.Primary, default);

        Assert.Equal(["""{"_id":7,"n":1}""", """{"_id":5,"n":1}"""], await MongoTarget.ReadAllAsync(cursor));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task A_collection_that_is_not_there_has_no_documents_and_no_indexes(bool isCluster)
    {
        await using var target = servers.Open(isCluster);

        Assert.Empty(await target.FindAsync("nope"));
        Assert.Equal(0, await target.Access.EstimateCountAsync(target.Name("nope"), default));
        Assert.True((await target.Access.ListIndexesAsync(target.Name("nope"), default)).IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task An_aggregation_runs_where_the_documents_are(bool isCluster)
    {
        await using var target = servers.Open(isCluster);
        await target.InsertAsync("c", "{ _id: 1, n: 2 }", "{ _id: 2, n: 3 }");

        var cursor = await target.Access.AggregateAsync(
            target.Name("c"),
            ExtendedJson.ParseLenientValue("[{ $group: { _id: null, n: { $sum: '$n' } } }]").AsArray,
            ReadPreference.Primary,
            default);

        Assert.Equal(["""{"_id":null,"n":5}"""], await MongoTarget.ReadAllAsync(cursor));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Indexes_are_listed(bool isCluster)
    {
        await using var target = servers.Open(isCluster);
        await target.InsertAsync("c", "{ _id: 1 }");

        var index = Assert.Single((await target.Access.ListIndexesAsync(target.Name("c"), default)).Items());

        Assert.Equal("_id_", index.AsDocument["name"].AsString);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task An_insert_that_is_refused_says_why_and_the_others_are_done(bool isCluster)
    {
        await using var target = servers.Open(isCluster);
        await target.InsertAsync("c", "{ _id: 1 }");

        var failure = Assert.Single(await target.InsertAsync("c", "{ _id: 1 }", "{ _id: 2 }"));

        Assert.Equal((0, 11000), (failure.Index, failure.Code));
        Assert.StartsWith("E11000 duplicate key", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["""{"_id":1}""", """{"_id":2}"""], await target.FindAsync("c"));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Documents_of_several_command_sizes_go_in_several_commands(bool isCluster)
    {
        await using var target = servers.Open(isCluster);
        var text = new string('x', 5_000_000);

        await target.InsertAsync("c", Enumerable.Range(0, 5).Select(i => $"{{ _id: {i}, text: '{text}' }}"));

        Assert.Equal(5, (await target.FindAsync("c")).Count);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task The_operation_time_moves_with_writes(bool isCluster)
    {
        await using var target = servers.Open(isCluster);
        await target.InsertAsync("c", "{ _id: 1 }");
        var before = await target.Access.ReadOperationTimeAsync(default);

        await target.InsertAsync("c", "{ _id: 2 }");

        Assert.True(before > 0);
        Assert.True(await target.Access.ReadOperationTimeAsync(default) > before);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task A_request_that_is_wrong_fails_with_the_servers_code(bool isCluster)
    {
        await using var target = servers.Open(isCluster);
        await target.InsertAsync("c", "{ _id: 1 }");

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(async () => await MongoTarget.ReadAllAsync(
            await target.Access.AggregateAsync(
                target.Name("c"),
                ExtendedJson.ParseLenientValue("[{ $match: 5 }]").AsArray,
                ReadPreference.Primary,
                default)));

        Assert.Equal((15959, RetryPolicy.Never), (failure.Code, failure.Retry));
        Assert.Equal(FailureDomain.User, failure.Domain);
    }

    [Fact]
    public async Task A_read_bears_several_failures_that_pass_and_not_one_that_lasts()
    {
        const string Passing = "{ code: 91, errmsg: 'shutting down' }";
        var count = new AnsweringCommand("count", Passing, Passing, Passing, Passing, "{ ok: 1, n: 7 }");
        var list = new AnsweringCommand("listIndexes", "{ code: 59, errmsg: 'no such command' }");
        await using var server = await SocketServer.StartAsync(null, [count.Registration, list.Registration]);
        await using var target = new MongoTarget($"mongodb://{server.EndPoint}/?heartbeatFrequencyMS=500");

        Assert.Equal(7, await target.Access.EstimateCountAsync(target.Name("c"), default));
        var failure = await Assert.ThrowsAsync<StreamProcessorException>(
            () => target.Access.ListIndexesAsync(target.Name("c"), default).AsTask());

        Assert.Equal((5, 59), (count.Asked.Count, failure.Code));
        Assert.Single(list.Asked);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Any_member_may_answer_when_the_preference_says_so(bool isCluster)
    {
        await using var target = servers.Open(isCluster);
        await target.InsertAsync("c", "{ _id: 1 }");

        foreach (var mode in new[] { "primaryPreferred", "secondaryPreferred", "nearest" })
        {
            var preference = new ReadPreference(mode, [ExtendedJson.ParseLenient("{ dc: 'a' }"), BsonDocument.Empty]);
            var cursor = await target.Access.FindAsync(new FindRequest(target.Name("c")), preference, default);
            Assert.Single(await MongoTarget.ReadAllAsync(cursor));
        }
    }
}
