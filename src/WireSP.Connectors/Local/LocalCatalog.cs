using System.Collections.Immutable;
using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local.Sqlite;

namespace WireSP.Connectors.Local;

/// <summary>Which collections there are. Immutable: readers keep the one they began with.</summary>
internal sealed class LocalCatalog
{
    private static readonly Comparer<CollectionNamespace> ByName =
        Comparer<CollectionNamespace>.Create(static (left, right) =>
        {
            var order = string.CompareOrdinal(left.Database, right.Database);
            return order != 0 ? order : string.CompareOrdinal(left.Collection, right.Collection);
        });

    private readonly ImmutableSortedDictionary<CollectionNamespace, LocalCollection> _collections;

    private LocalCatalog(ImmutableSortedDictionary<CollectionNamespace, LocalCollection> collections) =>
        _collections = collections;

    /// <summary>All collections, sorted by name.</summary>
    public IEnumerable<LocalCollection> All => _collections.Values;

    /// <summary>How many there are.</summary>
    public int Count => _collections.Count;

    /// <summary>Reads the catalog.</summary>
    public static LocalCatalog Read(SqliteSession session)
    {
        var indexes = ReadIndexes(session);
        var builder = ImmutableSortedDictionary.CreateBuilder<CollectionNamespace, LocalCollection>(ByName);
        var statement = session.Prepare("SELECT id, db, name, uuid, options FROM local_collections");
        while (statement.Step())
        {
            var id = statement.Int64(0);
            var name = new CollectionNamespace(statement.Text(1), statement.Text(2));
            builder.Add(name, new LocalCollection(
                id,
                name,
                new Guid(statement.Blob(3), bigEndian: true),
                new BsonDocument(statement.Blob(4).ToArray()),
                [LocalIndex.OfIds, .. indexes[id]]));
        }

        return new LocalCatalog(builder.ToImmutable());
    }

    /// <summary>The collection of that name; null when there is none.</summary>
    public LocalCollection? Find(in CollectionNamespace name) => _collections.GetValueOrDefault(name);

    /// <summary>The collections of a database, sorted by name.</summary>
    public IReadOnlyList<LocalCollection> Of(string database) =>
        [.. _collections.Values.Where(item => string.Equals(item.Name.Database, database, StringComparison.Ordinal))];

    /// <summary>The catalog with a collection added or replaced.</summary>
    public LocalCatalog With(LocalCollection collection) =>
        new(_collections.SetItem(collection.Name, collection));

    /// <summary>The catalog without a collection.</summary>
    public LocalCatalog Without(in CollectionNamespace name) => new(_collections.Remove(name));

    private static ILookup<long, LocalIndex> ReadIndexes(SqliteSession session)
    {
        var rows = new List<(long Collection, LocalIndex Index)>();
        var statement = session.Prepare("SELECT id, collection, spec FROM local_indexes ORDER BY id");
        while (statement.Step())
        {
            rows.Add((
                statement.Int64(1),
                new LocalIndex(statement.Int64(0), new BsonDocument(statement.Blob(2).ToArray()))));
        }

        return rows.ToLookup(row => row.Collection, row => row.Index);
    }
}
