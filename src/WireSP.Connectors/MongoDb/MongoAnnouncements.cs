using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// Says beside the marks in which sessions their owners' transactions are about to begin, while no mark names them: a
/// process may be killed before it commits one that does. Blocks.
/// </summary>
/// <remarks>
/// <c>{_id: {owner, id}, session, at}</c>, a document of its own for each, so that no transaction left open holds up
/// the next one. Only transactions that take an owner's mark over remove what others have announced for it.
/// </remarks>
/// <param name="name">The collection of the marks.</param>
internal sealed class MongoAnnouncements(CollectionNamespace name)
{
    /// <summary>Announces a session; before its transaction begins, and outside of any.</summary>
    /// <param name="writer">Where it is written, for a majority, so that every transaction after it sees it.</param>
    /// <param name="owner">The owner of the mark.</param>
    /// <param name="announcement">The session, under a new id.</param>
    /// <param name="now">The time, for people.</param>
    public void Add(MongoWriter writer, string owner, in MongoAnnouncement announcement, DateTimeOffset now)
    {
        var document = new BsonDocumentBuilder
        {
            { "_id", Key(owner, announcement.Id) },
            { "session", announcement.Session["id"] },
            { "at", BsonValue.FromDateTime(now) },
        };
        MongoSingleWrite.Insert(writer, name, document.ToDocument());
    }

    /// <summary>What is announced for an owner.</summary>
    public IReadOnlyList<MongoAnnouncement> Find(IMongoWriter reader, string owner)
    {
        List<MongoAnnouncement> found = [];
        var find = MongoQueries.Find(new FindRequest(name) { Filter = OfOwner(owner) });
        foreach (var item in reader.Read(name.Database, find)["cursor"].AsDocument["firstBatch"].AsArray)
        {
            var document = item.AsDocument;
            var session = new BsonDocumentBuilder { { "id", document["session"] } };
            found.Add(new MongoAnnouncement(document["_id"].AsDocument["id"].AsObjectId, session.ToDocument()));
        }

        return found;
    }

    /// <summary>Removes an announcement.</summary>
    /// <returns>False when it is not there.</returns>
    public bool TryRemove(MongoTransaction transaction, string owner, ObjectId id)
    {
        var query = new BsonDocumentBuilder { { "_id", Key(owner, id) } };
        return MongoSingleWrite.Delete(transaction, name, query.ToDocument()) == 1;
    }

    /// <summary>Removes all announcements of an owner.</summary>
    public void Clear(MongoTransaction transaction, string owner) =>
        _ = MongoSingleWrite.Delete(transaction, name, OfOwner(owner));

    private static BsonDocument Key(string owner, ObjectId id) =>
        new BsonDocumentBuilder { { "owner", owner }, { "id", id } }.ToDocument();

    // A range of _id, which has an index; a field of its own would have none.
    private static BsonDocument OfOwner(string owner)
    {
        var range = new BsonDocumentBuilder
        {
            { "$gt", new BsonDocumentBuilder { { "owner", owner } }.ToDocument() },
            { "$lt", new BsonDocumentBuilder { { "owner", owner }, { "id", BsonValue.MaxKey } }.ToDocument() },
        };
        return new BsonDocumentBuilder { { "_id", range.ToDocument() } }.ToDocument();
    }
}
