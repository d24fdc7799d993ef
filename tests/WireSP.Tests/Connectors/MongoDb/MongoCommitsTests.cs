using System.Diagnostics;
using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.MongoDb;
using WireSP.Streaming;
using WireSP.TestKit.Connectors.MongoDb;
using WireSP.TestKit.Connectors.MongoDb.Replica;

namespace WireSP.Tests.Connectors.MongoDb;

public sealed class MongoCommitsTests : MongoCommitTests
{
    [Fact]
    public async Task Writes_and_mark_take_effect_together()
    {
        var mark = await ClaimAsync();
        Assert.Equal((1, null), (mark.Claim, mark.Checkpoint));

        Assert.Empty(await CommitAsync(mark with { Checkpoint = 7 }, "{ _id: 1, n: 1 }", "{ _id: 1, n: 2 }"));

        Assert.Equal("""{"_id":1,"n":3}""", Replica.Show(Collection));
        Assert.Equal(0, Replica.OpenTransactionCount);
        var kept = Assert.Single(Replica.Read(Target.Name("wiresp_marks").ToString()));
        Assert.Equal((Owner, 1, 7), (kept["_id"].AsString, kept["claim"].AsInt64, kept["checkpoint"].AsInt64));
        Assert.Equal((2, 7), await ClaimAsync() is var next ? (next.Claim, next.Checkpoint!.Value) : default);
    }

    [Theory]
    [InlineData("&w=1&readPreference=secondaryPreferred&readConcernLevel=majority")]
    [InlineData("&replicaSet=rs0&retryWrites=false&w=majority&journal=true")]
    public async Task What_the_connection_string_wants_of_reads_and_writes_is_no_part_of_a_transaction(string options)
    {
        await using var target = new MongoTarget(Replica.Uri + options);
        var atomic = (IAtomicCollections)target.Access;
        Assert.Null(await atomic.FindCommitRefusalAsync(Target.Database, default));
        var mark = await atomic.ClaimAsync(Owner, Target.Database, default) with { Checkpoint = 1 };

        Assert.Empty(await atomic.CommitAsync(Adding, [Write("{ _id: 1, n: 1 }")], mark, default));

        Assert.Equal("""{"_id":1,"n":1}""", Replica.Show(Collection));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Several_sinks_share_few_clients(int poolSize)
    {
        var pools = new MongoClientPools(TimeProvider.System);
        var connection = new MongoConnection("cluster0", $"{Replica.Uri}&maxPoolSize={poolSize}");

        await Task.WhenAll(Enumerable.Range(1, 5).Select(async number =>
        {
            await using var access = pools.Open(connection);
            var atomic = (IAtomicCollections)access;
            Assert.Null(await atomic.FindCommitRefusalAsync(Target.Database, default));
            var mark = await atomic.ClaimAsync($"{Owner}{number}", Target.Database, default);
            for (var checkpoint = 1; checkpoint <= 3; checkpoint++)
            {
                mark = mark with { Checkpoint = checkpoint };
                Assert.Empty(await atomic.CommitAsync(
                    Adding, [Write($"{{ _id: {number}, n: 1 }}")], mark, default));
            }
        })).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.All(Replica.Read(Collection), document => Assert.Equal(3, document["n"].AsInt32));
        Assert.Equal(5, Replica.Read(Collection).Count);
        Assert.Equal(0, Replica.OpenTransactionCount);
    }

    [Fact]
    public async Task The_session_of_the_transaction_under_way_is_announced_and_then_named_by_the_mark()
    {
        using var pool = new MongoClientPool(new MongoConnection("cluster0", Replica.Uri), TimeProvider.System);
        var access = new MongoAccess(pool, () => { });
        var commits = new MongoCommits(access, pool, Target.Database);
        var mark = await commits.ClaimAsync(Owner, default);
        var claimed = Assert.Single(Marks())["session"];
        IReadOnlyList<BsonDocument> during = [];

        // Somebody else has the session of the claim meanwhile.
        using (var other = await pool.RentAsync(default))
        {
            Assert.True(BsonValueComparer.Equals(other.SessionId!.Value["id"], claimed));
            Replica.Meet(new ReplicaFault("commitTransaction", ReplicaFaultKind.Refuse)
            {
                Code = 112,
                Labels = [Transient],
                Met = () => during = Marks(),
            });
            Assert.Empty(await commits.CommitAsync(
                Adding, [Write("{ _id: 1, n: 1 }")], mark with { Checkpoint = 1 }, default));
        }

        Assert.Equal(2, during.Count);
        var announced = Assert.Single(during, kept => kept["_id"].Type == BsonType.Document);
        Assert.Equal(Owner, announced["_id"].AsDocument["owner"].AsString);
        Assert.False(BsonValueComparer.Equals(claimed, announced["session"]));
        Assert.True(BsonValueComparer.Equals(Assert.Single(Marks())["session"], announced["session"]));

        IReadOnlyList<BsonDocument> Marks() => Replica.Read(new MongoMarks(Target.Database).Name.ToString());
    }

    [Fact]
    public async Task A_checkpoint_in_a_known_session_costs_no_announcement()
    {
        var mark = await ClaimAsync();
        var asked = Replica.Asked.Count;

        Assert.Empty(await CommitAsync(mark with { Checkpoint = 1 }, "{ _id: 1, n: 1 }"));

        Assert.Equal(
            ["listCollections", "create", "update", "find", "insert", "commitTransaction"], Replica.Asked.Skip(asked));
    }

    [Fact]
    public async Task Many_writes_go_in_several_commands_of_one_transaction()
    {
        var mark = await ClaimAsync();
        var asked = Replica.Asked.Count;
        Assert.Equal(1_000, Atomic.WritesMax);

        Assert.Empty(await CommitAsync(
            mark with { Checkpoint = 1 }, [.. Enumerable.Range(0, 2_500).Select(i => $"{{ _id: {i}, n: 1 }}")]));

        var commands = Replica.Asked.Skip(asked).ToList();
        Assert.Equal(3, commands.Count(command => command == "insert"));
        Assert.Equal("commitTransaction", Assert.Single(commands, command => command == "commitTransaction"));
        Assert.Equal(2_500, Replica.Read(Collection).Count);
        Assert.True(Atomic.WritesMax > 1_000);
    }

    [Fact]
    public async Task A_sink_keeps_its_mark_in_one_database()
    {
        _ = await ClaimAsync();

        _ = await Assert.ThrowsAsync<UnreachableException>(
            () => Atomic.ClaimAsync(Owner, "another", default).AsTask());
    }

    [Fact]
    public async Task Whoever_was_replaced_can_commit_nothing_more()
    {
        var old = await ClaimAsync();
        _ = await ClaimAsync();

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(
            () => CommitAsync(old with { Checkpoint = 1 }, "{ _id: 1, n: 1 }").AsTask());

        Assert.Equal((FailureDomain.Internal, RetryPolicy.WithBackoff), (failure.Domain, failure.Retry));
        Assert.Equal("", Replica.Show(Collection));
        Assert.Equal(0, Replica.OpenTransactionCount);
    }

    [Fact]
    public async Task A_transaction_that_a_killed_holder_left_open_is_ended_by_the_next()
    {
        using var pool = new MongoClientPool(
            new MongoConnection("cluster0", Replica.Uri), TimeProvider.System);
        using var holder = await pool.RentAsync(default);
        var marks = new MongoMarks(Target.Database);
        await Target.Access.CreateAsync(marks.Name, BsonDocument.Empty, default);
        var claiming = new MongoTransaction(holder, default);
        var mark = marks.Claim(claiming, Owner, holder.SessionId!.Value, DateTimeOffset.UnixEpoch);
        claiming.Commit();
        var leftOpen = new MongoTransaction(holder, default);
        Assert.True(marks.TryWrite(
            leftOpen, mark with { Checkpoint = 5 }, holder.SessionId!.Value, DateTimeOffset.UnixEpoch));
        Assert.Equal(1, Replica.OpenTransactionCount);

        var next = await ClaimAsync();

        Assert.Equal((2, null), (next.Claim, next.Checkpoint));
        Assert.Contains("killSessions", Replica.Asked);
        _ = Assert.Throws<MongoException>(leftOpen.Commit);
        Assert.Empty(await CommitAsync(next with { Checkpoint = 6 }, "{ _id: 1, n: 1 }"));
        Assert.Equal(6, (await ClaimAsync()).Checkpoint);
    }

    [Fact]
    public async Task A_refused_document_takes_everything_back_and_is_told_by_its_place()
    {
        Replica.AddUniqueIndex(Collection, "k");
        var mark = await ClaimAsync() with { Checkpoint = 1 };
        string[] documents = ["{ _id: 1, k: 1, n: 1 }", "{ _id: 2, k: 1, n: 1 }", "{ _id: 3, k: 3, n: 'x' }"];

        var refused = await CommitAsync(mark, documents);

        Assert.Equal((1, 11000), (Assert.Single(refused).Index, refused[0].Code));
        Assert.Equal("", Replica.Show(Collection));
        Assert.Empty(await CommitAsync(mark, documents[0], documents[2]));
        Assert.Equal("""{"_id":1,"k":1,"n":1} {"_id":3,"k":3,"n":"x"}""", Replica.Show(Collection));
        Assert.Equal(0, Replica.OpenTransactionCount);
    }

    [Fact]
    public async Task One_commit_writes_to_several_databases_and_makes_their_collections()
    {
        var mark = await Atomic.ClaimAsync(Owner, null, default) with { Checkpoint = 1 };
        var far = new CollectionNamespace(Target.Database + "_far", "d");

        Assert.Empty(await Atomic.CommitAsync(
            Adding, [Write("{ _id: 1, n: 1 }"), Write("{ _id: 2, n: 1 }") with { Into = far }], mark, default));

        Assert.Equal("""{"_id":1,"n":1}""", Replica.Show(Collection));
        Assert.Equal("""{"_id":2,"n":1}""", Replica.Show(far.ToString()));
        Assert.Single(Replica.Read("wiresp.wiresp_marks"));
    }

    [Fact]
    public async Task Retried_writes_of_the_same_sessions_go_on_between_transactions()
    {
        var mark = await ClaimAsync();
        for (var i = 1; i <= 5; i++)
        {
            Assert.Empty(await CommitAsync(mark with { Checkpoint = i }, "{ _id: 1, n: 1 }"));
            Assert.Empty(await Target.Access.MergeAsync(Adding, [Write("{ _id: 1, n: 1 }")], default));
            mark = await ClaimAsync();
        }

        Assert.Equal("""{"_id":1,"n":10}""", Replica.Show(Collection));
    }

    [Fact]
    public async Task A_cluster_with_transactions_refuses_nothing() =>
        Assert.Null(await Atomic.FindCommitRefusalAsync(Target.Database, default));

    [Fact]
    public async Task A_server_that_knows_hello_by_its_old_name_only_has_transactions_too()
    {
        Replica.Hello.KnowsHello = false;

        Assert.Null(await Atomic.FindCommitRefusalAsync(Target.Database, default));
    }

    [Theory]
    [InlineData(7, 0, "the server is older than MongoDB 4.2, whose transactions are needed")]
    [InlineData(21, 20, "the server refuses transactions: refused by the test")]
    [InlineData(21, 263, "the server refuses transactions: refused by the test")]
    public async Task A_server_that_has_none_says_why(int wireVersion, int code, string expected)
    {
        Replica.Hello.WireVersionMax = wireVersion;
        if (code > 0)
        {
            Replica.Meet(new ReplicaFault("find", ReplicaFaultKind.Refuse) { Code = code });
        }

        Assert.Equal(expected, await Atomic.FindCommitRefusalAsync(Target.Database, default));
    }

    [Fact]
    public async Task A_user_who_may_not_keep_marks_is_told_which_right_is_missing()
    {
        Replica.Meet(new ReplicaFault("create", ReplicaFaultKind.Refuse) { Code = 13 });

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => ClaimAsync().AsTask());

        Assert.Equal(422, failure.Code);
        Assert.Contains(
            $"needs the role readWrite on the database '{Target.Database}', where it keeps the collection wiresp_marks",
            failure.Message,
            StringComparison.Ordinal);
    }
}
