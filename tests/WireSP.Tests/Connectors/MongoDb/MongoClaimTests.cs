using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.MongoDb;
using WireSP.Streaming;
using WireSP.TestKit.Connectors.MongoDb;
using WireSP.TestKit.Connectors.MongoDb.Replica;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Connectors.MongoDb;

public sealed class MongoClaimTests : MongoCommitTests
{
    [Fact]
    public async Task One_that_was_killed_in_its_transaction_is_ended_by_the_next()
    {
        await using var killed = await Claimant.StartAsync(Replica, Target);
        var leftOpen = killed.BeginClaim();

        var mark = await ClaimAsync();

        Assert.Equal((1, null), (mark.Claim, mark.Checkpoint));
        _ = Assert.Throws<MongoException>(leftOpen.Commit);
        Assert.Empty(await CommitAsync(mark with { Checkpoint = 1 }, "{ _id: 1, n: 1 }"));
        Assert.Equal(1, (await ClaimAsync()).Checkpoint);
        Assert.Equal(Owner, Assert.Single(Kept())["_id"].AsString);
        Assert.Equal(0, Replica.OpenTransactionCount);
    }

    [Fact]
    public async Task One_that_was_killed_before_it_had_the_mark_is_ended_by_the_next()
    {
        await using var killed = await Claimant.StartAsync(Replica, Target);
        var announcement = killed.Announce();
        var leftOpen = killed.Begin();
        Assert.True(killed.Marks.Announcements.TryRemove(leftOpen, Owner, announcement.Id));

        Assert.Equal(1, (await ClaimAsync()).Claim);

        _ = Assert.Throws<MongoException>(leftOpen.Commit);
        Assert.Equal(0, Replica.OpenTransactionCount);
    }

    [Fact]
    public async Task A_commit_that_was_killed_in_a_session_that_no_mark_names_is_ended_by_the_next()
    {
        var mark = await ClaimAsync();
        await using var killed = await Claimant.StartAsync(Replica, Target);
        _ = killed.Announce();
        var leftOpen = killed.Begin();
        Assert.True(killed.Marks.TryWrite(
            leftOpen, mark with { Checkpoint = 5 }, killed.Session, DateTimeOffset.UnixEpoch));

        var next = await ClaimAsync();

        Assert.Equal((2, null), (next.Claim, next.Checkpoint));
        _ = Assert.Throws<MongoException>(leftOpen.Commit);
        _ = Assert.Single(Kept());
    }

    [Fact]
    public async Task What_was_only_announced_is_removed_with_the_next()
    {
        await using var killed = await Claimant.StartAsync(Replica, Target);
        _ = killed.Announce();
        _ = killed.Announce();
        await Target.InsertAsync(
            MongoMarks.CollectionName, $"{{ _id: {{ owner: '{Owner}0', id: ObjectId('{Owner}') }}, session: 1 }}");

        _ = await ClaimAsync();

        Assert.DoesNotContain("killSessions", Replica.Asked);
        Assert.Equal(
            [Owner, $"{Owner}0"],
            Kept().Select(kept => kept["_id"] is { Type: BsonType.Document } id
                ? id.AsDocument["owner"].AsString
                : kept["_id"].AsString));
    }

    [Fact]
    public async Task One_that_is_under_way_is_waited_for_at_first()
    {
        await using var first = await Claimant.StartAsync(Replica, Target);
        await using var second = await Claimant.StartAsync(Replica, Target);
        var underWay = first.BeginClaim();

        var failure = Assert.Throws<MongoException>(() => second.Claim.Run(default));
        underWay.Commit();

        Assert.Equal(112, failure.Code);
        Assert.DoesNotContain("killSessions", Replica.Asked);
        Assert.Equal(2, second.Claim.Run(default).Claim);
        _ = Assert.Single(Kept());
    }

    [Fact]
    public async Task One_that_was_announced_before_another_succeeded_announces_itself_anew()
    {
        await using var first = await Claimant.StartAsync(Replica, Target);
        await using var second = await Claimant.StartAsync(Replica, Target);
        var announcement = first.Announce();

        _ = second.Claim.Run(default);

        var late = first.Begin();
        Assert.False(first.Marks.Announcements.TryRemove(late, Owner, announcement.Id));
        late.Abort();
        Assert.Equal(2, first.Claim.Run(default).Claim);
        _ = Assert.Single(Kept());
    }

    [Fact]
    public async Task Many_at_the_same_time_all_come_to_an_end()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var target = new MongoTarget(Replica.Uri);
            List<long> claimed = [];
            for (var i = 0; i < 5; i++)
            {
                var mark = await ((IAtomicCollections)target.Access).ClaimAsync(Owner, Target.Database, default);
                claimed.Add(mark.Claim);
            }

            return claimed;
        })).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(20, claims.SelectMany(claimed => claimed).Distinct().Count());
        Assert.Equal(0, Replica.OpenTransactionCount);
        _ = Assert.Single(Kept());
    }

    [Theory]
    [InlineData("insert", ReplicaFaultKind.LoseRequest)]
    [InlineData("insert", ReplicaFaultKind.LoseReply)]
    [InlineData("delete", ReplicaFaultKind.LoseReply)]
    [InlineData("update", ReplicaFaultKind.LoseReply)]
    [InlineData("commitTransaction", ReplicaFaultKind.LoseReply)]
    public async Task A_request_or_reply_that_is_lost_leaves_nothing_behind(string command, ReplicaFaultKind kind)
    {
        Replica.Meet(new ReplicaFault(command, kind));
        Replica.Meet(new ReplicaFault(command, kind));

        _ = await ClaimAsync();

        Assert.Equal(0, Replica.OpenTransactionCount);
        _ = Assert.Single(Kept());
    }

    [Fact]
    public async Task A_user_who_may_not_announce_is_told_which_right_is_missing()
    {
        Replica.Meet(new ReplicaFault("insert", ReplicaFaultKind.Refuse) { Code = 13 });

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => ClaimAsync().AsTask());

        Assert.Equal(422, failure.Code);
        Assert.Contains("needs the role readWrite", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_right_to_end_it_the_cluster_is_waited_for()
    {
        var clock = new FakeClock();
        Replica.LimitTransactions(clock, TimeSpan.FromSeconds(5));
        await using var access = new MongoClientPools(clock).Open(new MongoConnection("cluster0", Replica.Uri));
        await using var killed = await Claimant.StartAsync(Replica, Target);
        _ = killed.BeginClaim();
        for (var i = 0; i < 20; i++)
        {
            Replica.Meet(new ReplicaFault("killSessions", ReplicaFaultKind.Refuse) { Code = 13 });
        }

        var claiming = ((IAtomicCollections)access).ClaimAsync(Owner, Target.Database, default).AsTask();
        await clock.AdvanceUntilAsync(claiming);

        Assert.Equal(1, (await claiming).Claim);
        _ = Assert.Single(Kept());
    }

    private IReadOnlyList<BsonDocument> Kept() => Replica.Read(Target.Name(MongoMarks.CollectionName).ToString());

    // Another process, which may be killed between any two of its steps.
    private sealed class Claimant(MongoClientPool pool, MongoClient client, MongoMarks marks) : IAsyncDisposable
    {
        public MongoMarks Marks => marks;

        public BsonDocument Session => client.SessionId!.Value;

        public MongoClaim Claim { get; } = new(client, marks, Owner, TimeProvider.System);

        public static async Task<Claimant> StartAsync(TestReplicaSet replica, MongoTarget target)
        {
            var marks = new MongoMarks(target.Database);
            await target.Access.CreateAsync(marks.Name, BsonDocument.Empty, default);
            var pool = new MongoClientPool(new MongoConnection("cluster0", replica.Uri), TimeProvider.System);
            return new Claimant(pool, await pool.RentAsync(default), marks);
        }

        public MongoTransaction Begin() => new(client, default);

        public MongoAnnouncement Announce()
        {
            var announcement = new MongoAnnouncement(ObjectId.New(TimeProvider.System), Session);
            marks.Announcements.Add(
                new MongoWriter(client, default), Owner, announcement, DateTimeOffset.UnixEpoch);
            return announcement;
        }

        public MongoTransaction BeginClaim()
        {
            var announcement = Announce();
            var transaction = Begin();
            Assert.True(marks.Announcements.TryRemove(transaction, Owner, announcement.Id));
            _ = marks.Claim(transaction, Owner, Session, DateTimeOffset.UnixEpoch);
            return transaction;
        }

        public ValueTask DisposeAsync()
        {
            client.Dispose();
            pool.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
