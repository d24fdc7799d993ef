using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// Keeps what each owner has committed in a collection of the cluster, written in the same transactions. A mark that
/// somebody else has taken over meanwhile is worth nothing. Blocks.
/// </summary>
/// <remarks>
/// <c>{_id: owner, claim, session, checkpoint, at}</c>: the session is that of the owner's last transaction, so that
/// whoever takes over can end one that was left open; others are announced before.
/// </remarks>
internal sealed class MongoMarks(string? database)
{
    /// <summary>The collection.</summary>
    public const string CollectionName = "wiresp_marks";

    // Where the writes have no database in common.
    private const string OwnDatabase = "wiresp";

    /// <summary>The collection with its database.</summary>
    public CollectionNamespace Name { get; } = new(database ?? OwnDatabase, CollectionName);

    /// <summary>Sessions that no mark names yet, in the same collection.</summary>
    public MongoAnnouncements Announcements { get; } = new(new(database ?? OwnDatabase, CollectionName));

    /// <summary>Takes an owner's mark over.</summary>
    /// <param name="transaction">Where it is written.</param>
    /// <param name="owner">The owner.</param>
    /// <param name="session">The session of the transaction.</param>
    /// <param name="now">The time, for people.</param>
    public CommitMark Claim(MongoTransaction transaction, string owner, BsonDocument session, DateTimeOffset now)
    {
        var change = new BsonDocumentBuilder
        {
            { "$inc", new BsonDocumentBuilder { { "claim", 1L } }.ToDocument() },
            {
                "$set",
                new BsonDocumentBuilder
                {
                    { "session", session["id"] }, { "at", BsonValue.FromDateTime(now) },
                }.ToDocument()
            },
        };
        _ = MongoSingleWrite.Update(transaction, Name, Query(owner), change.ToDocument(), isUpsert: true);
        return Read(transaction, owner) ?? throw Missing();
    }

    /// <summary>Writes the checkpoint's number and the session of the transaction.</summary>
    /// <returns>False when the mark was taken over.</returns>
    public bool TryWrite(MongoTransaction transaction, in CommitMark mark, BsonDocument session, DateTimeOffset now)
    {
        var query = new BsonDocumentBuilder { { "_id", mark.Owner }, { "claim", mark.Claim } };
        var fields = new BsonDocumentBuilder
        {
            { "checkpoint", mark.Checkpoint!.Value },
            { "session", session["id"] },
            { "at", BsonValue.FromDateTime(now) },
        };
        var change = new BsonDocumentBuilder { { "$set", fields.ToDocument() } };
        return MongoSingleWrite.Update(
            transaction, Name, query.ToDocument(), change.ToDocument(), isUpsert: false) == 1;
    }

    /// <summary>The owner's mark; null when there is none.</summary>
    public CommitMark? Read(IMongoWriter reader, string owner) => Find(reader, owner) is not { } found
        ? null
        : new CommitMark(
            owner,
            MongoReply.Int64(found["claim"]),
            found["checkpoint"].IsMissing ? null : MongoReply.Int64(found["checkpoint"]));

    /// <summary>The session that holds the owner's mark, as lists of sessions name it; null when there is none.
    /// </summary>
    public BsonDocument? FindSession(IMongoWriter reader, string owner) =>
        Find(reader, owner) is { } found && !found["session"].IsMissing
            ? new BsonDocumentBuilder { { "id", found["session"] } }.ToDocument()
            : null;

    private static BsonDocument Query(string owner) => new BsonDocumentBuilder { { "_id", owner } }.ToDocument();

    private static MongoException Missing() =>
        new(MongoErrorDomain.Protocol, 0, "the server does not show a document that was just written", default);

    private BsonDocument? Find(IMongoWriter reader, string owner)
    {
        var find = MongoQueries.Find(new FindRequest(Name) { Filter = Query(owner), Limit = 1 });
        foreach (var item in reader.Read(Name.Database, find)["cursor"].AsDocument["firstBatch"].AsArray)
        {
            return item.AsDocument;
        }

        return null;
    }
}
