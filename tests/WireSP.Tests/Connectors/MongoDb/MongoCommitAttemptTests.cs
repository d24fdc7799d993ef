using WireSP.Connectors.Collections;
using WireSP.Connectors.MongoDb;
using WireSP.Streaming;
using WireSP.TestKit.Connectors.MongoDb.Replica;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Connectors.MongoDb;

public sealed class MongoCommitAttemptTests : MongoCommitTests
{
    private const string Unknown = "UnknownTransactionCommitResult";

    [Fact]
    public async Task A_commit_that_only_one_member_knows_of_is_not_taken_for_done()
    {
        var mark = await ClaimAsync() with { Checkpoint = 1 };
        Replica.Meet(new ReplicaFault("commitTransaction", ReplicaFaultKind.LoseMajority));
        Replica.Meet(new ReplicaFault("commitTransaction", ReplicaFaultKind.LoseRequest));

        Assert.Empty(await CommitAsync(mark, "{ _id: 1, n: 1 }"));
        Replica.FailOver();

        Assert.Equal("""{"_id":1,"n":1}""", Replica.Show(Collection));
        Assert.Equal(0, Replica.OpenTransactionCount);
    }

    [Fact]
    public async Task A_commit_that_is_taken_back_while_it_is_looked_for_is_made_again()
    {
        var mark = await ClaimAsync() with { Checkpoint = 1 };
        Replica.Meet(new ReplicaFault("commitTransaction", ReplicaFaultKind.LoseMajority));
        Replica.Meet(new ReplicaFault("commitTransaction", ReplicaFaultKind.LoseRequest));
        Replica.Meet(new ReplicaFault("commitTransaction", ReplicaFaultKind.FailOver) { Code = 10107 });
        Replica.Meet(new ReplicaFault("commitTransaction", ReplicaFaultKind.Refuse)
        {
            Code = 251,
            Labels = [Transient],
        });

        Assert.Empty(await CommitAsync(mark, "{ _id: 1, n: 1 }"));

        Assert.Equal("""{"_id":1,"n":1}""", Replica.Show(Collection));
        Assert.Equal(1, (await ClaimAsync()).Checkpoint);
    }

    [Fact]
    public async Task An_election_that_takes_long_is_not_taken_for_a_transaction_that_is_too_large()
    {
        var clock = new FakeClock();
        await using var access = new MongoClientPools(clock).Open(new MongoConnection("cluster0", Replica.Uri));
        var atomic = (IAtomicCollections)access;
        var mark = await atomic.ClaimAsync(Owner, Target.Database, default) with { Checkpoint = 1 };
        Replica.Meet(new ReplicaFault("commitTransaction", ReplicaFaultKind.LoseRequest)
        {
            Met = () => clock.Advance(TimeSpan.FromSeconds(12)),
        });
        Replica.Meet(new ReplicaFault("commitTransaction", ReplicaFaultKind.Refuse)
        {
            Code = 251,
            Labels = [Transient],
        });

        var committing = atomic.CommitAsync(Adding, [Write("{ _id: 1, n: 1 }")], mark, default).AsTask();
        await clock.AdvanceUntilAsync(committing);

        Assert.Empty(await committing);
        Assert.Equal("""{"_id":1,"n":1}""", Replica.Show(Collection));
    }

    [Fact]
    public async Task A_transaction_that_the_cluster_ended_for_its_age_is_too_large()
    {
        var clock = new FakeClock();
        await using var access = new MongoClientPools(clock).Open(new MongoConnection("cluster0", Replica.Uri));
        var atomic = (IAtomicCollections)access;
        var mark = await atomic.ClaimAsync(Owner, Target.Database, default) with { Checkpoint = 1 };
        Replica.Meet(new ReplicaFault("commitTransaction", ReplicaFaultKind.Refuse)
        {
            Code = 251,
            Labels = [Transient],
            Met = () => clock.Advance(TimeSpan.FromSeconds(60)),
        });

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(
            () => atomic.CommitAsync(Adding, [Write("{ _id: 1, n: 1 }")], mark, default).AsTask());

        Assert.Equal((251, RetryPolicy.WithBackoff), (failure.Code, failure.Retry));
        Assert.Contains("one transaction of this cluster holds", failure.Message, StringComparison.Ordinal);
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
            Replica.Meet(new ReplicaFault(command, kind));
        }

        Assert.Empty(await CommitAsync(
            mark with { Checkpoint = 2 }, "{ _id: 1, n: 10 }", "{ _id: 2, n: 5 }", "{ _id: 2, n: 5 }"));

        Assert.Equal("""{"_id":1,"n":11} {"_id":2,"n":10}""", Replica.Show(Collection));
        Assert.Equal(0, Replica.OpenTransactionCount);
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
        Replica.Meet(new ReplicaFault(command, ReplicaFaultKind.Refuse) { Code = code, Labels = [label] });

        Assert.Empty(await CommitAsync(mark with { Checkpoint = 1 }, "{ _id: 1, n: 1 }", "{ _id: 1, n: 1 }"));

        Assert.Equal("""{"_id":1,"n":2}""", Replica.Show(Collection));
        Assert.Equal(0, Replica.OpenTransactionCount);
    }

    [Theory]
    [InlineData("update", 290)]
    [InlineData("insert", 257)]
    [InlineData("commitTransaction", 290)]
    public async Task More_than_a_transaction_holds_is_told_with_the_way_out(string command, int code)
    {
        var mark = await ClaimAsync();
        Replica.Meet(new ReplicaFault(command, ReplicaFaultKind.Refuse) { Code = code, Labels = [Transient] });

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(
            () => CommitAsync(mark with { Checkpoint = 1 }, "{ _id: 1, n: 1 }", "{ _id: 2, n: 1 }").AsTask());

        Assert.Equal((code, RetryPolicy.WithBackoff), (failure.Code, failure.Retry));
        Assert.Contains(
            "2 documents of one checkpoint are more than one transaction of this cluster holds",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Equal("", Replica.Show(Collection));
    }

    [Fact]
    public async Task A_server_that_dies_and_comes_back_loses_and_doubles_nothing()
    {
        var mark = await ClaimAsync();
        Assert.Empty(await CommitAsync(mark with { Checkpoint = 1 }, "{ _id: 1, n: 1 }"));
        await Replica.KillAsync();
        var committing = CommitAsync(mark with { Checkpoint = 2 }, "{ _id: 1, n: 1 }").AsTask();
        await Replica.ListenAsync();

        Assert.Empty(await committing);

        Assert.Equal("""{"_id":1,"n":2}""", Replica.Show(Collection));
    }
}
