using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.TestKit.Connectors.MongoDb;
using WireSP.TestKit.Connectors.MongoDb.Replica;

namespace WireSP.Tests.Connectors.MongoDb;

/// <summary>Many documents of one checkpoint are refused.</summary>
public sealed class MongoRefusalSearchTests : MongoCommitTests
{
    private static readonly MergePlan Replacing = new(["_id"]);

    [Fact]
    public async Task Many_refused_documents_cost_few_transactions()
    {
        Replica.AddUniqueIndex(Collection, "k");
        Assert.Empty(await Target.InsertAsync(
            "c", Enumerable.Range(0, 40).Select(i => $"{{ _id: 'old{i}', k: {i} }}")));
        List<MergeWrite> writes =
        [
            .. Enumerable.Range(0, 400).Select(i =>
                Replace($"{{ _id: 'new{i:000}', k: {(i % 10 == 0 ? i / 10 : 1_000 + i)} }}")),
        ];

        var (refused, rounds) = await CommitAllAsync(writes);

        Assert.Equal(
            Enumerable.Range(0, 40).Select(i => $"new{i:00}0"), refused.Order(StringComparer.Ordinal));
        Assert.Equal(3, rounds);
        Assert.Equal(400, Replica.Read(Collection).Count);
        Assert.Equal(0, Replica.OpenTransactionCount);
    }

    [Fact]
    public async Task What_other_writes_of_the_checkpoint_make_possible_is_not_refused()
    {
        Replica.AddUniqueIndex(Collection, "k");
        Assert.Empty(await Target.InsertAsync("c", "{ _id: 'a', k: 1 }", "{ _id: 'b', k: 2 }", "{ _id: 'c', k: 3 }"));
        List<MergeWrite> writes =
        [
            Replace("{ _id: 'a', k: 100 }"),
            .. Enumerable.Range(0, 150).Select(i => Replace($"{{ _id: 'n{i}', k: {1_000 + i} }}")),
            Replace("{ _id: 'late', k: 1 }"),
            Replace("{ _id: 'bad', k: 2 }"),
            Replace("{ _id: 'worse', k: 3 }"),
        ];

        var (refused, _) = await CommitAllAsync(writes);

        Assert.Equal(["bad", "worse"], refused);
        Assert.Contains(Replica.Read(Collection), document => document["k"].AsInt32 == 1);
    }

    [Fact]
    public async Task A_transaction_that_a_killed_search_left_open_is_ended_by_the_next_claim()
    {
        Replica.AddUniqueIndex(Collection, "k");
        Assert.Empty(await Target.InsertAsync("c", "{ _id: 'old', k: 1 }"));
        var mark = await ClaimAsync() with { Checkpoint = 1 };
        MergeWrite[] writes = [Replace("{ _id: 'bad', k: 1 }"), Replace("{ _id: 'good', k: 2 }")];
        _ = Assert.Single(await Atomic.CommitAsync(Replacing, writes, mark, default));

        // Two attempts, and what finds the bad one; the last has written the good one.
        Replica.Meet(new ReplicaFault("abortTransaction", ReplicaFaultKind.LoseRequest) { After = 3 });
        _ = Assert.Single(await Atomic.CommitAsync(Replacing, writes, mark, default));
        Assert.Equal(1, Replica.OpenTransactionCount);

        await using var next = new MongoTarget(Replica.Uri);
        var atomic = (IAtomicCollections)next.Access;
        var claimed = await atomic.ClaimAsync(Owner, Target.Database, default) with { Checkpoint = 1 };
        Assert.Empty(await atomic.CommitAsync(Replacing, [writes[1]], claimed, default));

        Assert.Contains("killSessions", Replica.Asked);
        Assert.Equal(0, Replica.OpenTransactionCount);
    }

    private MergeWrite Replace(string document) =>
        new(Target.Name("c"), ExtendedJson.ParseLenient(document), MergeMode.Replace, IsInserted: true);

    // As the sink does: what is refused is left out, and the others are committed.
    private async Task<(List<string> Refused, int Rounds)> CommitAllAsync(List<MergeWrite> writes)
    {
        var mark = await ClaimAsync() with { Checkpoint = 1 };
        List<string> refused = [];
        for (var round = 1; ; round++)
        {
            var failures = await Atomic.CommitAsync(Replacing, writes, mark, default);
            if (failures.Count == 0)
            {
                return (refused, round);
            }

            int[] places = [.. failures.Select(failure => failure.Index)];
            Assert.Equal(places.Distinct().Order(), places);
            foreach (var failure in failures.Reverse())
            {
                refused.Add(writes[failure.Index].Document["_id"].AsString);
                writes.RemoveAt(failure.Index);
            }
        }
    }
}
