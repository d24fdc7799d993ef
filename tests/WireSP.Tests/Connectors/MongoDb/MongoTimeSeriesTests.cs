using WireSP.Bson;
using WireSP.Connectors.MongoDb;
using WireSP.Streaming;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;
using WireSP.TestKit.Connectors;
using WireSP.TestKit.Connectors.MongoDb;
using WireSP.TestKit.Wire;

namespace WireSP.Tests.Connectors.MongoDb;

/// <summary>
/// <c>$emit</c> into time series of a cluster, over TCP by the C driver: of a second server, of the real cluster where
/// there is one, and of servers whose answers are written down here.
/// </summary>
public sealed class MongoTimeSeriesTests(MongoServers servers) : IClassFixture<MongoServers>
{
    private const string Series = "timeseries: { timeField: 't', metaField: 'm' }";
    private const string None = "{ ok: 1, cursor: { id: 0, ns: 'd.$cmd.listCollections', firstBatch: [] } }";

    public static TheoryData<bool> Targets => MongoServers.All;

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Measurements_are_inserted_into_a_collection_that_is_made(bool isCluster)
    {
        await using var target = servers.Open(isCluster);

        var failures = await EmitAsync(
            isCluster ? MongoServers.ClusterUri! : servers.Uri,
            $"db: '{target.Database}', coll: 'c', {Series}",
            "{ _id: 1, t: ISODate('2026-01-01'), m: 'a' }",
            "{ _id: 2, t: 'today' }",
            "{ _id: 3, t: ISODate('2026-01-02'), m: 'a' }");

        Assert.Equal(2, (await target.FindAsync("c")).Count);
        Assert.Equal([2], failures.Documents.Select(document => document["_id"].AsInt32));
        Assert.Equal(
            "timeseries", (await target.Access.DescribeAsync(target.Name("c"), default))!.Value["type"].AsString);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task An_ordinary_collection_is_refused(bool isCluster)
    {
        await using var target = servers.Open(isCluster);
        await target.InsertAsync("c", "{ _id: 1 }");

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => EmitAsync(
            isCluster ? MongoServers.ClusterUri! : servers.Uri, $"db: '{target.Database}', coll: 'c', {Series}"));

        Assert.Equal((420, RetryPolicy.Never), (failure.Code, failure.Retry));
    }

    [ClusterFact]
    public Task Unverified_without_a_real_cluster_is_what_it_answers_to_a_time_series_as_tests_above_expect() =>
        Measurements_are_inserted_into_a_collection_that_is_made(isCluster: true);

    [Fact]
    public async Task A_collection_that_somebody_else_made_in_another_way_meanwhile_fails_the_attempt()
    {
        var create = new AnsweringCommand("create", "{ code: 48, errmsg: 'Collection d.c already exists.' }");

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(
            () => EmitAsync([create, Listing(None, Found("at"))]));

        Assert.Equal(
            (420, "the time series collection d.c has timeField at, and the stage says t"),
            (failure.Code, failure.Message));
        Assert.Equal(
            """{"timeField":"t","metaField":"m"}""",
            ExtendedJson.Format(Assert.Single(create.Asked)["timeseries"]));
    }

    [Theory]
    [InlineData(40415, "BSON field 'create.timeseries' is an unknown field.", 40415, RetryPolicy.Never)]
    [InlineData(13, "not authorized on d to execute command", 422, RetryPolicy.WithBackoff)]
    [InlineData(72, "Time-series options are wrong", 72, RetryPolicy.Never)]
    [InlineData(189, "primary stepped down", 421, RetryPolicy.WithBackoff)]
    public async Task A_collection_that_cannot_be_made_fails_the_attempt(
        int code, string message, int expected, RetryPolicy retry)
    {
        var create = new AnsweringCommand("create", $"{{ code: {code}, errmsg: \"{message}\" }}");

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => EmitAsync([create, Listing(None)]));

        Assert.Equal((expected, retry), (failure.Code, failure.Retry));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_server_refuses_of_a_measurement_is_a_dead_letter_with_its_code()
    {
        var insert = new AnsweringCommand(
            "insert",
            "{ ok: 1, n: 1, writeErrors: [{ index: 1, code: 5743702, errmsg: 'the bucket is full' }] }");

        var failures = await EmitAsync(
            [insert, Listing(Found("t"))],
            "{ _id: 1, t: ISODate('2026-01-01') }",
            "{ _id: 2, t: 5 }",
            "{ _id: 3, t: ISODate('2026-01-01') }");

        Assert.Equal([2, 3], failures.Documents.Select(document => document["_id"].AsInt32).Order());
        Assert.Contains("the bucket is full (collection d.c, code 5743702)", failures.Reasons);
        Assert.Equal("c", Assert.Single(insert.Asked)["insert"].AsString);
        Assert.False(insert.Asked.First()["ordered"].AsBoolean);
    }

    [Fact]
    public async Task Measurements_that_nobody_is_there_to_take_are_inserted_a_moment_later()
    {
        var insert = new AnsweringCommand(
            "insert",
            "{ code: 10107, errmsg: 'not primary' }",
            "{ code: 91, errmsg: 'shutting down' }",
            "{ ok: 1, n: 1 }");

        var failures = await EmitAsync([insert, Listing(Found("t"))], "{ _id: 1, t: ISODate('2026-01-01') }");

        Assert.Empty(failures.Reasons);
        Assert.Equal(3, insert.Asked.Count);
    }

    private static AnsweringCommand Listing(params string[] answers) => new("listCollections", answers);

    private static string Found(string timeField) =>
        "{ ok: 1, cursor: { id: 0, ns: 'd.$cmd.listCollections', firstBatch: [{ name: 'c', type: 'timeseries', "
        + $"options: {{ timeseries: {{ timeField: '{timeField}', metaField: 'm' }} }} }}] }} }}";

    private async Task<CollectedFailures> EmitAsync(IEnumerable<AnsweringCommand> commands, params string[] documents)
    {
        await using var server = await SocketServer.StartAsync(
            null, commands.Select(command => command.Registration));
        return await EmitAsync(
            $"mongodb://{server.EndPoint}/?heartbeatFrequencyMS=500", $"db: 'd', coll: 'c', {Series}", documents);
    }

    private static async Task<CollectedFailures> EmitAsync(string uri, string target, params string[] documents)
    {
        await using var stages = new MergeStages();
        var connection = new ConnectionDefinition(
            "far", "MongoDB", ExtendedJson.ParseLenient($"{{ type: 'MongoDB', connectionString: '{uri}' }}"));
        await using var sink = stages.EmitSink(
            $"{{ connectionName: 'far', {target} }}",
            new MongoDbConnector("MongoDB", new MongoClientPools(TimeProvider.System)),
            connection);
        await sink.OpenAsync(default);
        var failures = new CollectedFailures();
        await WriteAsync(sink, failures, [.. documents.Select(ExtendedJson.ParseLenient)]);
        await sink.FlushAsync(failures, default);
        return failures;
    }

    private static async Task WriteAsync(ISink sink, CollectedFailures failures, IReadOnlyList<BsonDocument> documents)
    {
        var rows = new DocumentRows();
        foreach (var document in documents)
        {
            rows.Add(document, 0, null, 0);
        }

        await sink.WriteAsync(new SinkBatch(rows, failures), default);
    }
}
