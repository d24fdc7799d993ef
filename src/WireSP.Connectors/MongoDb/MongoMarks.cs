using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// Keeps what each owner has committed in a collection of the cluster, written in the same transactions. A mark that
/// somebody else has taken over meanwhile is worth nothing. Blocks.
/// </summary>
/// <remarks>
/// <c>{_id: owner, claim, session, checkpoint, at}</c>: the session is that of the owner's transactions, so that
/// whoever takes over can end one that was left open.
/// </remarks>
internal sealed class MongoMarks(string? database)
{
    /// <summary>The collection.</summary>
    public const string CollectionName = "wiresp_marks";

    // Where the writes have no database in common.
    private const string OwnDatabase = "wiresp";

    /// <summary>The collection with its database.</summary>
    public CollectionNamespace Name { get; } = new(database ?? OwnDatabase, CollectionName);

    /// <summary>Takes an owner's mark over.</summary>
    /// <param name="transaction">Where it is written.</param>
    /// <param name="owner">The owner.</param>
    /// <param name="session">The session of the transactions to come.</param>
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
        _ = Update(transaction, Query(owner), change.ToDocument(), isUpsert: true);
        return Read(transaction, owner) ?? throw Missing();
    }

    /// <summary>Writes the session of the transactions to come.</summary>
    /// <returns>False when the mark was taken over.</returns>
    public bool TryName(MongoTransaction transaction, in CommitMark mark, BsonDocument session)
    {
        var change = new BsonDocumentBuilder { { "session", session["id"] } };
        return TrySet(transaction, mark, change.ToDocument());
    }

    /// <summary>Writes the checkpoint's number.</summary>
    /// <returns>False when the mark was taken over.</returns>
    public bool TryWrite(MongoTransaction transaction, in CommitMark mark, DateTimeOffset now)
    {
        var numbers = new BsonDocumentBuilder
        {
            { "checkpoint", mark.Checkpoint!.Value }, { "at", BsonValue.FromDateTime(now) },
        };
        return TrySet(transaction, mark, numbers.ToDocument());
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

    private bool TrySet(MongoTransaction transaction, in CommitMark mark, BsonDocument fields)
    {
        var query = new BsonDocumentBuilder { { "_id", mark.Owner }, { "claim", mark.Claim } };
        var change = new BsonDocumentBuilder { { "$set", fields } };
        return Update(transaction, query.ToDocument(), change.ToDocument(), isUpsert: false) == 1;
    }

    private BsonDocument? Find(IMongoWriter reader, string owner)
    {
        var find = MongoQueries.Find(new FindRequest(Name) { Filter = Query(owner), Limit = 1 });
        foreach (var item in reader.Read(Name.Database, find)["cursor"].AsDocument["firstBatch"].AsArray)
        {
            return item.AsDocument;
        }

        return null;
    }

    private long Update(MongoTransaction transaction, BsonDocument query, BsonDocument change, bool isUpsert)
    {
        var statement = new BsonDocumentBuilder { { "q", query }, { "u", change }, { "upsert", isUpsert } };
        var updates = new BsonArrayBuilder { statement.ToDocument() };
        var body = new BsonWriter();
        _ = body.BeginDocument();
        body.WriteString("update"u8, CollectionName);
        body.WriteValue("updates"u8, BsonValue.FromArray(updates.ToArray()));
        var reply = transaction.Run(Name.Database, body);
        if (reply["writeErrors"] is { Type: BsonType.Array } errors)
        {
            foreach (var item in errors.AsArray)
            {
                throw MongoException.OfStatement(item.AsDocument);
            }
        }

        return MongoReply.Int64(reply["n"]);
    }
}
