using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.MongoDb;
using WireSP.Streaming;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;
using WireSP.TestKit.Connectors;
using WireSP.TestKit.Connectors.MongoDb;

namespace WireSP.Tests.Connectors.MongoDb;

/// <summary>A <c>$merge</c> without <c>on</c> through the router of a sharded cluster.</summary>
public sealed class MongoShardKeyTests
{
    private const string Entry = "{ _id: 'd.c', key: { region: 1 }, unique: false }";
    private const string Hidden = "{ code: 13, errmsg: 'not authorized on config to execute command' }";

    private static readonly CollectionNamespace Collection = new("d", "c");

    [Fact]
    public async Task Documents_belong_together_by_the_shard_key_and_the_id()
    {
        await using var server = await RoutingServer.StartAsync(Entry, "region");
        await using var target = new MongoTarget(server.Uri);
        await InsertAsync(target, "{ _id: 1, region: 'eu', n: 1 }");

        var failures = await MergeAsync(
            server, "", "{ _id: 1, region: 'eu', n: 2 }", "{ _id: 2, region: 'us', n: 3 }", "{ region: 'us', n: 4 }");

        Assert.Empty(failures.Reasons);
        Assert.Equal("""{"_id":"d.c"}""", ExtendedJson.Format(Assert.Single(server.Config.Asked)["filter"]));
        var found = await ReadAsync(target);
        Assert.Equal(3, found.Count);
        Assert.Contains("""{"_id":1,"region":"eu","n":2}""", found);
        Assert.Contains("""{"_id":2,"region":"us","n":3}""", found);
        Assert.Contains(found, document => document.EndsWith(""","region":"us","n":4}""", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ _id: 1, n: 2 }")]
    [InlineData("{ _id: 1, region: null }")]
    [InlineData("{ _id: 1, region: ['eu'] }")]
    public async Task A_document_without_a_field_of_the_shard_key_is_a_dead_letter(string document)
    {
        await using var server = await RoutingServer.StartAsync(Entry, "region");
        await using var target = new MongoTarget(server.Uri);
        await InsertAsync(target, "{ _id: 7, region: 'eu' }");

        var failures = await MergeAsync(server, "", document, "{ _id: 2, region: 'us' }");

        Assert.Equal(
            "$merge write error: 'on' field cannot be missing, null, undefined or an array: region; without 'on' "
                + "documents belong together by region, the shard key of d.c, and _id (collection d.c, code "
                + (document.Contains('[', StringComparison.Ordinal) ? "51185)" : "51132)"),
            Assert.Single(failures.Reasons));
        Assert.Equal(
            ["""{"_id":2,"region":"us"}""", """{"_id":7,"region":"eu"}"""], await ReadAsync(target));
    }

    [Theory]
    [InlineData("{ 'at.zone': 1, kind: 'hashed' }", "{ _id: 1, at: { zone: 'a' }, kind: 'k', n: 2 }")]
    [InlineData("{ _id: 'hashed' }", "{ _id: 1, n: 2 }")]
    [InlineData("{ _id: 1, kind: 1 }", "{ _id: 1, kind: 'k', n: 2 }")]
    public async Task A_shard_key_has_any_fields(string key, string document)
    {
        await using var server = await RoutingServer.StartAsync($"{{ _id: 'd.c', key: {key} }}", "_id");
        await using var target = new MongoTarget(server.Uri);
        await InsertAsync(target, document.Replace("n: 2", "n: 1", StringComparison.Ordinal));

        var failures = await MergeAsync(server, "", document);

        Assert.Empty(failures.Reasons);
        Assert.EndsWith("\"n\":2}", Assert.Single(await ReadAsync(target)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ _id: 'd.c', key: { region: 1 }, dropped: true }")]
    [InlineData("{ _id: 'd.c', key: { _id: 1 }, unsplittable: true }")]
    public async Task In_a_collection_that_is_not_sharded_they_belong_together_by_the_id(string entry)
    {
        await using var server = await RoutingServer.StartAsync(entry, null);
        await using var target = new MongoTarget(server.Uri);
        await InsertAsync(target, "{ _id: 1, n: 1 }");

        var failures = await MergeAsync(server, "", "{ _id: 1, n: 2 }");

        Assert.Empty(failures.Reasons);
        Assert.Equal(["""{"_id":1,"n":2}"""], await ReadAsync(target));
    }

    [Fact]
    public async Task Nobody_is_asked_where_there_is_no_collection_or_the_user_names_the_fields()
    {
        await using var server = await RoutingServer.StartAsync(Entry, null);
        await using var target = new MongoTarget(server.Uri);

        var first = await MergeAsync(server, "", "{ _id: 1, n: 1 }");
        var second = await MergeAsync(server, ", on: '_id'", "{ _id: 1, n: 2 }");
        var refusal = await Assert.ThrowsAsync<StreamProcessorException>(
            () => MergeAsync(server, ", on: ['region', '_id']"));

        Assert.Empty(first.Reasons.Concat(second.Reasons));
        Assert.Empty(server.Config.Asked);
        Assert.Equal((51183, RetryPolicy.Never), (refusal.Code, refusal.Retry));
        Assert.Equal(["""{"_id":1,"n":2}"""], await ReadAsync(target));
    }

    [Fact]
    public async Task A_pipeline_never_takes_the_document_of_another_shard_for_its_own()
    {
        await using var server = await RoutingServer.StartAsync(Entry, "region");
        await using var target = new MongoTarget(server.Uri);
        await InsertAsync(target, "{ _id: 1, region: 'eu', n: 1 }");

        var failures = await MergeAsync(
            server,
            ", whenMatched: [{ $set: { n: { $add: ['$n', '$$new.n'] } } }]",
            "{ _id: 1, region: 'eu', n: 10 }",
            "{ _id: 1, region: 'us', n: 100 }");

        Assert.Contains("E11000 duplicate key", Assert.Single(failures.Reasons), StringComparison.Ordinal);
        Assert.Equal(["""{"_id":1,"region":"eu","n":11}"""], await ReadAsync(target));
    }

    [Fact]
    public async Task A_key_that_the_user_may_not_read_is_told_where_it_matters()
    {
        await using var sharded = await RoutingServer.StartAsync(Hidden, "region", "{ ok: 1, sharded: true }");
        await using var plain = await RoutingServer.StartAsync(Hidden, null, "{ ok: 1, sharded: false }");
        await using var shards = new MongoTarget(sharded.Uri);
        await using var target = new MongoTarget(plain.Uri);
        await InsertAsync(shards, "{ _id: 1, region: 'eu' }");
        await InsertAsync(target, "{ _id: 1 }");

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => MergeAsync(sharded, ""));
        var failures = await MergeAsync(plain, "", "{ _id: 1, n: 2 }");

        Assert.Equal((420, RetryPolicy.Never), (failure.Code, failure.Retry));
        Assert.Contains(
            "d.c is sharded, and the user may not read its shard key in config.collections",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Empty(failures.Reasons);
    }

    [Fact]
    public async Task A_collection_that_is_sharded_meanwhile_has_its_key_asked_for_at_the_next_attempt()
    {
        await using var server = await RoutingServer.StartAsync("", "region");
        await using var target = new MongoTarget(server.Uri);

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => target.Access.MergeAsync(
            new MergePlan(["_id"]),
            [new(Collection, ExtendedJson.ParseLenient("{ _id: 1, region: 'eu' }"), MergeMode.Merge, IsInserted: true)],
            default).AsTask());

        Assert.Equal((61, RetryPolicy.WithBackoff), (failure.Code, failure.Retry));
    }

    private static async Task InsertAsync(MongoTarget target, string document) => Assert.Empty(
        await target.Access.InsertAsync(Collection, [ExtendedJson.ParseLenient(document)], default));

    private static async Task<IReadOnlyList<string>> ReadAsync(MongoTarget target) => await MongoTarget.ReadAllAsync(
        await target.Access.FindAsync(
            new FindRequest(Collection) { Sort = ExtendedJson.ParseLenient("{ _id: 1 }") },
            ReadPreference.Primary,
            default));

    private static async Task<CollectedFailures> MergeAsync(
        RoutingServer server, string more, params string[] documents)
    {
        var parsing = new StageParsing();
        var stage = $"{{ into: {{ connectionName: 'far', db: 'd', coll: 'c' }}{more} }}";
        var factory = new MongoDbConnector("MongoDB", new MongoClientPools(TimeProvider.System)).ParseMerge(
            parsing.WholeStage("$merge", ExtendedJson.ParseLenient(stage)),
            new ConnectionDefinition(
                "far",
                "MongoDB",
                ExtendedJson.ParseLenient($"{{ type: 'MongoDB', connectionString: '{server.Uri}' }}")));
        Assert.Empty(parsing.Problems);
        await using var sink = factory!.Create(
            new TaskContext("0123456789abcdef01234567", "p", false, null, TimeProvider.System));
        await sink.OpenAsync(default);
        var failures = new CollectedFailures();
        var rows = new DocumentRows();
        foreach (var document in documents)
        {
            rows.Add(ExtendedJson.ParseLenient(document), 0, null, 0);
        }

        await sink.WriteAsync(new SinkBatch(rows, failures), default);
        await sink.FlushAsync(failures, default);
        return failures;
    }
}
