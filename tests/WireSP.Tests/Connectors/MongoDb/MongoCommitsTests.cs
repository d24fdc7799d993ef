using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.MongoDb;
using WireSP.Streaming;
using WireSP.TestKit.Connectors.MongoDb;
using WireSP.TestKit.Connectors.MongoDb.Replica;

namespace WireSP.Tests.Connectors.MongoDb;

public sealed class MongoCommitsTests : IAsyncLifetime
{
    private const string Owner = "0123456789abcdef01234567";
    private const string Transient = "TransientTransactionError";
    private const string Unknown = "UnknownTransactionCommitResult";

    private static readonly MergePlan Adding = new(["_id"])
    {
        Pipeline = ExtendedJson.ParseLenientValue("[{ $set: { n: { $add: ['$n', '$$new.n'] } } }]").AsArray,
        VariableNames = ["new"],
    };

    private TestReplicaSet _replica = null!;
    private MongoTarget _target = null!;

    private IAtomicCollections Atomic => (IAtomicCollections)_target.Access;

    private string Collection => _target.Name("c").ToString();

    public async Task InitializeAsync()
    {
        _replica = await TestReplicaSet.StartAsync();
        _target = new MongoTarget(_replica.Uri);
    }

    public async Task DisposeAsync()
    {
        await _target.DisposeAsync();
        await _replica.DisposeAsync();
    }

    [Fact]
    public async Task Writes_and_mark_take_effect_together()
    {
        var mark = await ClaimAsync();
        Assert.Equal((1, null), (mark.Claim, mark.Checkpoint));

        Assert.Empty(await CommitAsync(mark with { Checkpoint = 7 }, "{ _id: 1, n: 1 }", "{ _id: 1, n: 2 }"));

        Assert.Equal("""{"_id":1,"n":3}""", _replica.Show(Collection));
        Assert.Equal(0, _replica.OpenTransactionCount);
        var kept = Assert.Single(_replica.Read(_target.Name("wiresp_marks").ToString()));
        Assert.Equal((Owner, 1, 7), (kept["_id"].AsString, kept["claim"].AsInt64, kept["checkpoint"].AsInt64));
        Assert.Equal((2, 7), await ClaimAsync() is var next ? (next.Claim, next.Checkpoint!.Value) : default);
    }

    [Theory]
    [InlineData("&w=1&readPreference=secondaryPreferred&readConcernLevel=majority")]
    [InlineData("&replicaSet=rs0&retryWrites=false&w=majority&journal=true")]
    public async Task What_the_connection_string_wants_of_reads_and_writes_is_no_part_of_a_transaction(string options)
    {
        await using var target = new MongoTarget(_replica.Uri + options);
        var atomic = (IAtomicCollections)target.Access;
        Assert.Null(await atomic.FindCommitRefusalAsync(_target.Database, default));
        var mark = await atomic.ClaimAsync(Owner, _target.Database, default) with { Checkpoint = 1 };

        Assert.Empty(await atomic.CommitAsync(Adding, [Write("{ _id: 1, n: 1 }")], mark, default));

        Assert.Equal("""{"_id":1,"n":1}""", _replica.Show(Collection));
    }

    [Theory]
    [InlineData("commitTransaction", ReplicaFaultKind.LoseReply, 1)]
    [InlineData("commitTransaction", ReplicaFaultKind.LoseReply, 2)]
    [InlineData("commitTransaction", ReplicaFaultKind.LoseReply, 3)]
    [InlineData("commitTransaction", ReplicaFaultKind.LoseRequest, 1)]
    [InlineData("commitTransaction", ReplicaFaultKind.LoseRequest, 2)]
    [InlineData("update", ReplicaFaultKind.LoseReply, 2)]
    [InlineData("update", ReplicaFaultKind.LoseRequest, 1)]
    [InlineData("insert", ReplicaFaultKind.LoseReply, 1)]
    [InlineData("find", ReplicaFaultKind.LoseReply, 1)]
    public async Task A_request_or_reply_that_is_lost_has_no_second_effect(
        string command, ReplicaFaultKind kind, int times)
    {
        var mark = await ClaimAsync();
        Assert.Empty(await CommitAsync(mark with { Checkpoint = 1 }, "{ _id: 1, n: 1 }"));
        for (var i = 0; i < times; i++)
        {
            _replica.Meet(new ReplicaFault(command, kind));
        }

        Assert.Empty(await CommitAsync(
            mark with { Checkpoint = 2 }, "{ _id: 1, n: 10 }", "{ _id: 2, n: 5 }", "{ _id: 2, n: 5 }"));

        Assert.Equal("""{"_id":1,"n":11} {"_id":2,"n":10}""", _replica.Show(Collection));
        Assert.Equal(0, _replica.OpenTransactionCount);
    }

    [Theory]
    [InlineData("update", 112, Transient)]
    [InlineData("update", 251, Transient)]
    [InlineData("insert", 246, Transient)]
    [InlineData("commitTransaction", 251, Transient)]
    [InlineData("commitTransaction", 91, Unknown)]
    [InlineData("commitTransaction", 10107, "")]
    [InlineData("commitTransaction", 64, Unknown)]
    public async Task A_failure_that_passes_is_tried_again_as_a_whole(string command, int code, string label)
    {
        var mark = await ClaimAsync();
        _replica.Meet(new ReplicaFault(command, ReplicaFaultKind.Refuse) { Code = code, Labels = [label] });

        Assert.Empty(await CommitAsync(mark with { Checkpoint = 1 }, "{ _id: 1, n: 1 }", "{ _id: 1, n: 1 }"));

        Assert.Equal("""{"_id":1,"n":2}""", _replica.Show(Collection));
        Assert.Equal(0, _replica.OpenTransactionCount);
    }

    [Theory]
    [InlineData("update", 290)]
    [InlineData("insert", 257)]
    [InlineData("commitTransaction", 358)]
    public async Task More_than_a_transaction_holds_is_told_with_the_way_out(string command, int code)
    {
        var mark = await ClaimAsync();
        _replica.Meet(new ReplicaFault(command, ReplicaFaultKind.Refuse) { Code = code, Labels = [Transient] });

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(
            () => CommitAsync(mark with { Checkpoint = 1 }, "{ _id: 1, n: 1 }", "{ _id: 2, n: 1 }").AsTask());

        Assert.Equal((code, RetryPolicy.WithBackoff), (failure.Code, failure.Retry));
        Assert.Contains(
            "2 documents of one checkpoint are more than one transaction of this cluster holds",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Equal("", _replica.Show(Collection));
    }

    [Fact]
    public async Task Many_writes_go_in_several_commands_of_one_transaction()
    {
        var mark = await ClaimAsync();
        Assert.Equal(1_000, Atomic.WritesMax);

        Assert.Empty(await CommitAsync(
            mark with { Checkpoint = 1 }, [.. Enumerable.Range(0, 2_500).Select(i => $"{{ _id: {i}, n: 1 }}")]));

        Assert.Equal(3, _replica.Asked.Count(command => command == "insert"));
        Assert.Equal(2, _replica.Asked.Count(command => command == "commitTransaction"));
        Assert.Equal(2_500, _replica.Read(Collection).Count);
        Assert.True(Atomic.WritesMax > 1_000);
    }

    [Fact]
    public async Task Whoever_was_replaced_can_commit_nothing_more()
    {
        var old = await ClaimAsync();
        _ = await ClaimAsync();

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(
            () => CommitAsync(old with { Checkpoint = 1 }, "{ _id: 1, n: 1 }").AsTask());

        Assert.Equal((FailureDomain.Internal, RetryPolicy.WithBackoff), (failure.Domain, failure.Retry));
        Assert.Equal("", _replica.Show(Collection));
        Assert.Equal(0, _replica.OpenTransactionCount);
    }

    [Fact]
    public async Task A_transaction_that_a_killed_holder_left_open_is_ended_by_the_next()
    {
        using var pool = new MongoClientPool(
            new MongoConnection("cluster0", _replica.Uri), TimeProvider.System);
        using var holder = await pool.RentAsync(default);
        var marks = new MongoMarks(_target.Database);
        await _target.Access.CreateAsync(marks.Name, BsonDocument.Empty, default);
        var claiming = new MongoTransaction(holder, default);
        var mark = marks.Claim(claiming, Owner, holder.SessionId!.Value, DateTimeOffset.UnixEpoch);
        claiming.Commit();
        var leftOpen = new MongoTransaction(holder, default);
        Assert.True(marks.TryWrite(leftOpen, mark with { Checkpoint = 5 }, DateTimeOffset.UnixEpoch));
        Assert.Equal(1, _replica.OpenTransactionCount);

        var next = await ClaimAsync();

        Assert.Equal((2, null), (next.Claim, next.Checkpoint));
        Assert.Contains("killSessions", _replica.Asked);
        _ = Assert.Throws<MongoException>(leftOpen.Commit);
        Assert.Empty(await CommitAsync(next with { Checkpoint = 6 }, "{ _id: 1, n: 1 }"));
        Assert.Equal(6, (await ClaimAsync()).Checkpoint);
    }

    [Fact]
    public async Task A_refused_document_takes_everything_back_and_is_told_by_its_place()
    {
        _replica.AddUniqueIndex(Collection, "k");
        var mark = await ClaimAsync() with { Checkpoint = 1 };
        string[] documents = ["{ _id: 1, k: 1, n: 1 }", "{ _id: 2, k: 1, n: 1 }", "{ _id: 3, k: 3, n: 'x' }"];

        var refused = await CommitAsync(mark, documents);

        Assert.Equal((1, 11000), (Assert.Single(refused).Index, refused[0].Code));
        Assert.Equal("", _replica.Show(Collection));
        Assert.Empty(await CommitAsync(mark, documents[0], documents[2]));
        Assert.Equal("""{"_id":1,"k":1,"n":1} {"_id":3,"k":3,"n":"x"}""", _replica.Show(Collection));
        Assert.Equal(0, _replica.OpenTransactionCount);
    }

    [Fact]
    public async Task One_commit_writes_to_several_databases_and_makes_their_collections()
    {
        var mark = await Atomic.ClaimAsync(Owner, null, default) with { Checkpoint = 1 };
        var far = new CollectionNamespace(_target.Database + "_far", "d");

        Assert.Empty(await Atomic.CommitAsync(
            Adding, [Write("{ _id: 1, n: 1 }"), Write("{ _id: 2, n: 1 }") with { Into = far }], mark, default));

        Assert.Equal("""{"_id":1,"n":1}""", _replica.Show(Collection));
        Assert.Equal("""{"_id":2,"n":1}""", _replica.Show(far.ToString()));
        Assert.Single(_replica.Read("wiresp.wiresp_marks"));
    }

    [Fact]
    public async Task A_server_that_dies_and_comes_back_loses_and_doubles_nothing()
    {
        var mark = await ClaimAsync();
        Assert.Empty(await CommitAsync(mark with { Checkpoint = 1 }, "{ _id: 1, n: 1 }"));
        await _replica.KillAsync();
        var committing = CommitAsync(mark with { Checkpoint = 2 }, "{ _id: 1, n: 1 }").AsTask();
        await _replica.ListenAsync();

        Assert.Empty(await committing);

        Assert.Equal("""{"_id":1,"n":2}""", _replica.Show(Collection));
    }

    [Fact]
    public async Task Retried_writes_of_the_same_sessions_go_on_between_transactions()
    {
        var mark = await ClaimAsync();
        for (var i = 1; i <= 5; i++)
        {
            Assert.Empty(await CommitAsync(mark with { Checkpoint = i }, "{ _id: 1, n: 1 }"));
            Assert.Empty(await _target.Access.MergeAsync(Adding, [Write("{ _id: 1, n: 1 }")], default));
            mark = await ClaimAsync();
        }

        Assert.Equal("""{"_id":1,"n":10}""", _replica.Show(Collection));
    }

    [Fact]
    public async Task A_cluster_with_transactions_refuses_nothing() =>
        Assert.Null(await Atomic.FindCommitRefusalAsync(_target.Database, default));

    [Theory]
    [InlineData(7, 0, "the server is older than MongoDB 4.2, whose transactions are needed")]
    [InlineData(21, 20, "the server refuses transactions: refused by the test")]
    [InlineData(21, 263, "the server refuses transactions: refused by the test")]
    public async Task A_server_that_has_none_says_why(int wireVersion, int code, string expected)
    {
        _replica.Hello.WireVersionMax = wireVersion;
        if (code > 0)
        {
            _replica.Meet(new ReplicaFault("find", ReplicaFaultKind.Refuse) { Code = code });
        }

        Assert.Equal(expected, await Atomic.FindCommitRefusalAsync(_target.Database, default));
    }

    [Fact]
    public async Task A_user_who_may_not_keep_marks_is_told_which_right_is_missing()
    {
        _replica.Meet(new ReplicaFault("create", ReplicaFaultKind.Refuse) { Code = 13 });

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => ClaimAsync().AsTask());

        Assert.Equal(422, failure.Code);
        Assert.Contains(
            $"needs the role readWrite on the database '{_target.Database}', where it keeps the collection wiresp_marks",
            failure.Message,
            StringComparison.Ordinal);
    }

    private ValueTask<CommitMark> ClaimAsync() => Atomic.ClaimAsync(Owner, _target.Database, default);

    private ValueTask<IReadOnlyList<WriteFailure>> CommitAsync(CommitMark mark, params string[] documents) =>
        Atomic.CommitAsync(Adding, [.. documents.Select(Write)], mark, default);

    private MergeWrite Write(string text)
    {
        var document = ExtendedJson.ParseLenient(text);
        return new MergeWrite(_target.Name("c"), document, MergeMode.Pipeline, IsInserted: true)
        {
            Variables = [BsonValue.FromDocument(document)],
        };
    }
}
