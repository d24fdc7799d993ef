using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local;
using WireSP.Connectors.MongoDb;
using WireSP.Server.Collections;
using WireSP.Server.Commands.Collections;
using WireSP.Streaming;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;
using WireSP.TestKit.Clients;
using WireSP.TestKit.Connectors;
using WireSP.TestKit.Connectors.MongoDb;
using WireSP.TestKit.Connectors.MongoDb.Replica;
using WireSP.TestKit.Wire;

namespace WireSP.Tests.Connectors.Collections;

public class NegotiatedMergeSinkTests
{
    private const string Adding = ", whenMatched: [{ $set: { n: { $add: ['$n', '$$new.n'] } } }]";

    private static readonly TaskContext Context = new("0123456789abcdef01234567", "p", false, null, TimeProvider.System)
    {
        TakesCheckpoints = true,
    };

    private readonly CollectedFailures _failures = new();

    [Theory]
    [InlineData(Adding, DeliveryGuarantee.ExactlyOnce, "where the cluster has transactions; else atLeastOnce")]
    [InlineData(", whenMatched: '$how'", DeliveryGuarantee.ExactlyOnce, "where the cluster has transactions; else "
        + "atLeastOnce")]
    [InlineData(", config: { deliveryGuarantee: 'exactlyOnce' }", DeliveryGuarantee.ExactlyOnce, null)]
    [InlineData("", DeliveryGuarantee.AtLeastOnce, null)]
    [InlineData($"{Adding}, config: {{ deliveryGuarantee: 'atLeastOnce' }}", DeliveryGuarantee.AtLeastOnce, null)]
    public void What_a_stage_promises_may_depend_on_the_cluster(
        string more, DeliveryGuarantee expected, string? condition)
    {
        var factory = Factory("mongodb://127.0.0.1:1/", more);

        Assert.Equal((expected, condition), (factory.Delivery, factory.DeliveryCondition));
    }

    [Fact]
    public async Task Where_the_cluster_has_transactions_writes_wait_for_the_checkpoint()
    {
        await using var replica = await TestReplicaSet.StartAsync();
        await using (var sink = Factory(replica.Uri, Adding).Create(Context))
        {
            await sink.OpenAsync(default);
            await WriteAsync(sink, "{ _id: 1, n: 1 }", "{ _id: 1, n: 2 }");
            await sink.FlushAsync(_failures, default);
            Assert.Equal("", replica.Show("d.c"));

            Assert.True(await sink.Transactional!.CommitAsync(7, _failures, default));
            Assert.Equal("""{"_id":1,"n":3}""", replica.Show("d.c"));
            await WriteAsync(sink, "{ _id: 1, n: 100 }");
        }

        await using var next = Factory(replica.Uri, Adding).Create(Context);
        await next.OpenAsync(default);
        Assert.Equal(7, next.Transactional!.CommittedCheckpoint);
        Assert.Equal("""{"_id":1,"n":3}""", replica.Show("d.c"));
    }

    [Fact]
    public async Task Many_processors_share_a_connection_with_one_client()
    {
        await using var replica = await TestReplicaSet.StartAsync();
        var pools = new MongoClientPools(TimeProvider.System);

        await Task.WhenAll(Enumerable.Range(1, 4).Select(async number =>
        {
            await using var sink = Factory($"{replica.Uri}&maxPoolSize=1", Adding, pools: pools)
                .Create(Context with { ProcessorId = $"{number:x24}" });
            await sink.OpenAsync(default);
            await WriteAsync(sink, $"{{ _id: {number}, n: 1 }}");
            Assert.True(await sink.Transactional!.CommitAsync(1, _failures, default));
        })).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(4, replica.Read("d.c").Count);
    }

    [Fact]
    public async Task Documents_may_say_where_they_go_and_all_go_together()
    {
        await using var replica = await TestReplicaSet.StartAsync();
        await using var sink = Factory(replica.Uri, Adding, "db: '$to', coll: '$in'").Create(Context);
        await sink.OpenAsync(default);
        await WriteAsync(sink, "{ _id: 1, n: 1, to: 'x', in: 'a' }", "{ _id: 1, n: 2, to: 'y', in: 'b' }");
        Assert.Empty(replica.Read("x.a"));

        Assert.True(await sink.Transactional!.CommitAsync(3, _failures, default));

        Assert.Equal(1, Assert.Single(replica.Read("x.a"))["n"].AsInt32);
        Assert.Equal(2, Assert.Single(replica.Read("y.b"))["n"].AsInt32);
        Assert.Equal(3, Assert.Single(replica.Read("wiresp.wiresp_marks"))["checkpoint"].AsInt64);
        Assert.Equal(2, replica.Asked.Count(command => command == "commitTransaction"));
    }

    [Fact]
    public async Task A_merge_that_may_be_repeated_waits_where_it_is_asked_to()
    {
        await using var replica = await TestReplicaSet.StartAsync();
        await using var sink = Factory(replica.Uri, ", config: { deliveryGuarantee: 'exactlyOnce' }").Create(Context);
        await sink.OpenAsync(default);
        await WriteAsync(sink, "{ a: 1 }", "{ _id: 2, a: 2 }");
        Assert.Empty(replica.Read("d.c"));

        Assert.True(await sink.Transactional!.CommitAsync(1, _failures, default));

        Assert.Equal(2, replica.Read("d.c").Count);
    }

    [Fact]
    public async Task Where_the_server_has_no_transactions_writes_are_made_at_once()
    {
        using var folder = new TemporaryFolder();
        await using var collections = LocalCollections.Open(
            Path.Combine(folder.FullPath, "f.db"), new SemaphoreSlim(1), new LocalOptions(), TimeProvider.System);
        var service = new CollectionService(collections, new OpenCursors(TimeProvider.System));
        await using var server = await SocketServer.StartAsync(null, CollectionCommandTable.Create(service));
        var uri = $"mongodb://{server.EndPoint}/";
        await using var sink = Factory(uri, Adding).Create(Context);
        await sink.OpenAsync(default);
        Assert.Null(sink.Transactional);

        await WriteAsync(sink, "{ _id: 1, n: 1 }", "{ _id: 1, n: 2 }", "{ _id: 2, n: 5 }");
        await sink.FlushAsync(_failures, default);

        await using var target = new MongoTarget(uri);
        var find = new FindRequest(new CollectionNamespace("d", "c"))
        {
            Sort = ExtendedJson.ParseLenient("{ _id: 1 }"),
        };
        Assert.Equal(
            ["""{"_id":1,"n":3}""", """{"_id":2,"n":5}"""],
            await MongoTarget.ReadAllAsync(await target.Access.FindAsync(find, ReadPreference.Primary, default)));
        Assert.Empty(_failures.Reasons);
    }

    [Fact]
    public async Task A_view_is_refused_before_any_document_comes()
    {
        var listing = new AnsweringCommand(
            "listCollections",
            "{ ok: 1, cursor: { id: 0, ns: 'd.$cmd.listCollections', firstBatch: ["
                + "{ name: 'c', type: 'view', options: { viewOn: 'd', pipeline: [] } }] } }");
        await using var server = await SocketServer.StartAsync(null, [listing.Registration]);
        await using var sink = Factory($"mongodb://{server.EndPoint}/", "").Create(Context);

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => sink.OpenAsync(default).AsTask());

        Assert.Equal((166, FailureDomain.User, RetryPolicy.Never), (failure.Code, failure.Domain, failure.Retry));
        Assert.Equal("d.c is a view, which $merge cannot write to", failure.Message);
    }

    [Fact]
    public async Task Where_the_server_has_no_transactions_exactly_once_is_refused()
    {
        await using var server = await StartStandaloneAsync();
        await using var sink = Factory(
            $"mongodb://{server.EndPoint}/", ", config: { deliveryGuarantee: 'exactlyOnce' }").Create(Context);

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => sink.OpenAsync(default).AsTask());

        Assert.Equal((420, FailureDomain.User, RetryPolicy.Never), (failure.Code, failure.Domain, failure.Retry));
        Assert.Equal(
            "connection 'far': $merge cannot be exactly once there: the server is neither a member of a replica set nor "
                + "a mongos, and only those have transactions; leave out config.deliveryGuarantee, or set it to "
                + "'atLeastOnce'",
            failure.Message);
    }

    // Only what a sink asks for when it opens: that there is no such collection yet.
    private static Task<SocketServer> StartStandaloneAsync() => SocketServer.StartAsync();

    private static ISinkFactory Factory(
        string uri, string more, string target = "db: 'd', coll: 'c'", MongoClientPools? pools = null)
    {
        var parsing = new StageParsing();
        var connection = new ConnectionDefinition("far", "MongoDB", new BsonDocumentBuilder
        {
            { "name", "far" }, { "type", "MongoDB" }, { "connectionString", uri },
        }.ToDocument());
        pools ??= new MongoClientPools(TimeProvider.System);
        var factory = new MongoDbConnector("MongoDB", pools).ParseMerge(
            parsing.WholeStage("$merge", ExtendedJson.ParseLenient(
                $"{{ into: {{ connectionName: 'far', {target} }}{more} }}")),
            connection);
        Assert.Empty(parsing.Problems);
        return factory!;
    }

    private async Task WriteAsync(ISink sink, params string[] documents)
    {
        var rows = new DocumentRows();
        foreach (var document in documents)
        {
            rows.Add(ExtendedJson.ParseLenient(document), 0, null, 0);
        }

        await sink.WriteAsync(new SinkBatch(rows, _failures), default);
    }
}
