using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local.Changes;

namespace WireSP.Connectors.Local;

/// <content>Collections and indexes: made, renamed, dropped.</content>
public sealed partial class LocalTransaction
{
    /// <summary>Makes a collection.</summary>
    /// <exception cref="CollectionException">There is one of that name, or nobody may make one.</exception>
    public LocalCollection Create(CollectionNamespace name, BsonDocument options)
    {
        NamespaceRules.CheckWritable(name);
        if (Catalog.Find(name) is not null)
        {
            throw CollectionErrors.NamespaceExists(name);
        }

        if (Catalog.Count >= LocalLimits.CollectionsMax)
        {
            throw CollectionErrors.BadValue($"there are {LocalLimits.CollectionsMax} collections; drop some first");
        }

        var uuid = Guid.NewGuid();
        _session.Prepare("INSERT INTO local_collections (db, name, uuid, options) VALUES (?1, ?2, ?3, ?4)")
            .Bind(1, name.Database)
            .Bind(2, name.Collection)
            .Bind(3, uuid.ToByteArray(bigEndian: true))
            .Bind(4, options.Span)
            .Run();
        var collection = new LocalCollection(_session.LastRowId, name, uuid, options.Copy(), [LocalIndex.OfIds]);
        _session.Execute(
            $"CREATE TABLE {collection.Table} "
            + "(record INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, body BLOB NOT NULL)");
        Catalog = Catalog.With(collection);
        return collection;
    }

    /// <summary>Replaces the options of a collection.</summary>
    public void Modify(LocalCollection collection, BsonDocument options)
    {
        ArgumentNullException.ThrowIfNull(collection);
        _session.Prepare("UPDATE local_collections SET options = ?2 WHERE id = ?1")
            .Bind(1, collection.Id)
            .Bind(2, options.Span)
            .Run();
        Catalog = Catalog.With(
            new LocalCollection(collection.Id, collection.Name, collection.Uuid, options.Copy(), collection.Indexes));
    }

    /// <summary>Takes a collection away with its documents and indexes.</summary>
    public void Drop(LocalCollection collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        Forget(collection);
        Record(collection, ChangeKind.Drop, BsonDocument.Empty, null, null);
    }

    /// <summary>Takes all collections of a database away.</summary>
    /// <returns>False when there is none.</returns>
    public bool DropDatabase(string database)
    {
        NamespaceRules.CheckWritableDatabase(database);
        var collections = Catalog.Of(database);
        foreach (var collection in collections)
        {
            Drop(collection);
        }

        if (collections.Count > 0)
        {
            Record(new CollectionNamespace(database, ""), ChangeKind.DropDatabase, BsonDocument.Empty, null, null);
        }

        return collections.Count > 0;
    }

    /// <summary>Gives a collection another name.</summary>
    /// <exception cref="CollectionException">The name is taken, or nobody may write to it.</exception>
    public void Rename(LocalCollection collection, CollectionNamespace name, bool dropsTarget)
    {
        ArgumentNullException.ThrowIfNull(collection);
        NamespaceRules.CheckWritable(name);
        if (Catalog.Find(name) is { } target)
        {
            if (!dropsTarget)
            {
                throw new CollectionException(48, "target namespace exists");
            }

            Forget(target);
        }

        _session.Prepare("UPDATE local_collections SET db = ?2, name = ?3 WHERE id = ?1")
            .Bind(1, collection.Id)
            .Bind(2, name.Database)
            .Bind(3, name.Collection)
            .Run();
        Catalog = Catalog.Without(collection.Name).With(
            new LocalCollection(collection.Id, name, collection.Uuid, collection.Options, collection.Indexes));
        Record(collection, ChangeKind.Rename, ChangeDocument.OfRename(name), null, null);
    }

    /// <summary>Adds an index that <see cref="IndexSpec"/> has checked; a unique one is filled.</summary>
    /// <exception cref="CollectionException">Two documents have the same key.</exception>
    public LocalCollection AddIndex(LocalCollection collection, BsonDocument spec)
    {
        ArgumentNullException.ThrowIfNull(collection);
        if (collection.Indexes.Count >= LocalLimits.IndexesMax)
        {
            throw new CollectionException(67, $"add index fails, too many indexes for {collection.Name}");
        }

        if (collection.TimeSeries is not null && spec["unique"] is { Type: BsonType.Boolean, AsBoolean: true })
        {
            throw CollectionErrors.TimeSeries(collection.Name, "Unique indexes are not supported");
        }

        _session.Prepare("INSERT INTO local_indexes (collection, spec) VALUES (?1, ?2)")
            .Bind(1, collection.Id)
            .Bind(2, spec.Span)
            .Run();
        var index = new LocalIndex(_session.LastRowId, spec.Copy());
        var changed = WithIndexes(collection, [.. collection.Indexes, index]);
        if (index.IsUnique)
        {
            Fill(WithIndexes(collection, [index]));
        }

        Catalog = Catalog.With(changed);
        return changed;
    }

    /// <summary>Takes an index away.</summary>
    public LocalCollection DropIndex(LocalCollection collection, LocalIndex index)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(index);
        ForgetIndex(index);
        var changed = WithIndexes(collection, [.. collection.Indexes.Where(item => item != index)]);
        Catalog = Catalog.With(changed);
        return changed;
    }

    private static LocalCollection WithIndexes(LocalCollection collection, IReadOnlyList<LocalIndex> indexes) =>
        new(collection.Id, collection.Name, collection.Uuid, collection.Options, indexes);

    private void Fill(LocalCollection collection)
    {
        var keys = new UniqueKeys(_session, collection);
        var all = DocumentFilter.Compile(BsonDocument.Empty, _store.Clock);
        foreach (var document in Scan(collection, all))
        {
            keys.CheckNew(document.Body, document.Record);
            keys.Add(document.Body, document.Record);
        }
    }

    private void Forget(LocalCollection collection)
    {
        foreach (var index in collection.Indexes.Where(index => index.Id != 0))
        {
            ForgetIndex(index);
        }

        // A table cannot be dropped while a statement on it is prepared and under way; none is kept.
        _session.Forget();
        _session.Execute($"DROP TABLE {collection.Table}");
        _session.Prepare("DELETE FROM local_collections WHERE id = ?1").Bind(1, collection.Id).Run();
        Catalog = Catalog.Without(collection.Name);
    }

    private void ForgetIndex(LocalIndex index)
    {
        _session.Prepare("DELETE FROM local_unique WHERE index_id = ?1").Bind(1, index.Id).Run();
        _session.Prepare("DELETE FROM local_indexes WHERE id = ?1").Bind(1, index.Id).Run();
    }
}
