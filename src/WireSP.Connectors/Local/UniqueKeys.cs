using WireSP.Bson;
using WireSP.Connectors.Local.Sqlite;

namespace WireSP.Connectors.Local;

/// <summary>
/// The keys of a collection's unique indexes. A field that is an array has a key for each of its elements, one that is
/// not there the key of null.
/// </summary>
internal readonly ref struct UniqueKeys(SqliteSession session, LocalCollection collection)
{
    /// <summary>Checks that no other document has a key of this one.</summary>
    /// <exception cref="CollectionException">One has.</exception>
    public void CheckNew(BsonDocument document, long record)
    {
        foreach (var index in collection.Indexes)
        {
            if (!Covers(index, document))
            {
                continue;
            }

            foreach (var (key, values) in IndexKeys.Of(index, document))
            {
                var statement = session.Prepare("SELECT record FROM local_unique WHERE index_id = ?1 AND key = ?2")
                    .Bind(1, index.Id)
                    .Bind(2, key);
                var isTaken = statement.Step() && statement.Int64(0) != record;
                statement.Reset();
                if (isTaken)
                {
                    throw CollectionErrors.Duplicate(collection.Name, index, values);
                }
            }
        }
    }

    /// <summary>Adds the keys of a document that has been checked.</summary>
    public void Add(BsonDocument document, long record)
    {
        foreach (var index in collection.Indexes)
        {
            if (!Covers(index, document))
            {
                continue;
            }

            foreach (var (key, _) in IndexKeys.Of(index, document))
            {
                session.Prepare("INSERT OR IGNORE INTO local_unique VALUES (?1, ?2, ?3)")
                    .Bind(1, index.Id)
                    .Bind(2, key)
                    .Bind(3, record)
                    .Run();
            }
        }
    }

    /// <summary>Takes the keys of a document away.</summary>
    public void Remove(BsonDocument document)
    {
        foreach (var index in collection.Indexes)
        {
            if (!Covers(index, document))
            {
                continue;
            }

            foreach (var (key, _) in IndexKeys.Of(index, document))
            {
                session.Prepare("DELETE FROM local_unique WHERE index_id = ?1 AND key = ?2")
                    .Bind(1, index.Id)
                    .Bind(2, key)
                    .Run();
            }
        }
    }

    // The index on _id is the table's own key.
    private static bool Covers(LocalIndex index, BsonDocument document) =>
        index.Id != 0 && index.IsUnique && (index.Filter is null || index.Filter.Matches(document));
}
