using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.TestKit.Connectors.MongoDb;
using WireSP.TestKit.Connectors.MongoDb.Replica;

namespace WireSP.Tests.Connectors.MongoDb;

/// <summary>Tests of transactions against a replica set of their own.</summary>
public abstract class MongoCommitTests : IAsyncLifetime
{
    protected const string Owner = "0123456789abcdef01234567";
    protected const string Transient = "TransientTransactionError";

    protected static MergePlan Adding { get; } = new(["_id"])
    {
        Pipeline = ExtendedJson.ParseLenientValue("[{ $set: { n: { $add: ['$n', '$$new.n'] } } }]").AsArray,
        VariableNames = ["new"],
    };

    protected TestReplicaSet Replica { get; private set; } = null!;

    protected MongoTarget Target { get; private set; } = null!;

    protected IAtomicCollections Atomic => (IAtomicCollections)Target.Access;

    protected string Collection => Target.Name("c").ToString();

    public async Task InitializeAsync()
    {
        Replica = await TestReplicaSet.StartAsync();
        Target = new MongoTarget(Replica.Uri);
    }

    public async Task DisposeAsync()
    {
        await Target.DisposeAsync();
        await Replica.DisposeAsync();
    }

    protected ValueTask<CommitMark> ClaimAsync() => Atomic.ClaimAsync(Owner, Target.Database, default);

    protected ValueTask<IReadOnlyList<WriteFailure>> CommitAsync(CommitMark mark, params string[] documents) =>
        Atomic.CommitAsync(Adding, [.. documents.Select(Write)], mark, default);

    protected MergeWrite Write(string text)
    {
        var document = ExtendedJson.ParseLenient(text);
        return new MergeWrite(Target.Name("c"), document, MergeMode.Pipeline, IsInserted: true)
        {
            Variables = [BsonValue.FromDocument(document)],
        };
    }
}
