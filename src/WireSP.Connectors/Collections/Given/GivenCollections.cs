using WireSP.Bson;
using WireSP.Connectors.Local;
using WireSP.Streaming.Pipelines;

namespace WireSP.Connectors.Collections.Given;

/// <summary>
/// Collections whose documents are given in advance, for runs that must reach nothing outside: every connection that
/// has collections has its own, in a temporary folder between <see cref="Begin"/> and <see cref="End"/>.
/// </summary>
public sealed class GivenCollections
{
    private readonly Dictionary<string, LocalCollections> _byConnection = new(StringComparer.Ordinal);
    private readonly string _folder =
        Path.Combine(Path.GetTempPath(), $"wiresp-given-{Guid.NewGuid():N}");

    /// <summary>Creates a set without any; its connectors may be used at once.</summary>
    public GivenCollections() => Connectors =
    [
        .. ConnectorTable.All.Select(connector => connector is ICollectionConnector collections
            ? new GivenConnector(collections, this)
            : connector),
    ];

    /// <summary>All connectors; those of connections with collections open these.</summary>
    public IReadOnlyList<IConnector> Connectors { get; }

    /// <summary>Fills the collections.</summary>
    /// <param name="connections"><c>{connection: {database: {collection: [documents]}}}</c>.</param>
    /// <exception cref="CollectionException">A document cannot be stored.</exception>
    public void Begin(BsonDocument connections)
    {
        foreach (var connection in connections)
        {
            foreach (var database in connection.Value.AsDocument)
            {
                foreach (var collection in database.Value.AsDocument)
                {
                    Insert(
                        connection.Name,
                        new CollectionNamespace(database.Name, collection.Name),
                        collection.Value.AsArray);
                }
            }
        }
    }

    /// <summary>Forgets all documents.</summary>
    public void End()
    {
        foreach (var collections in _byConnection.Values)
        {
            collections.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        _byConnection.Clear();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    /// <summary>The collections of a connection; they are none when nothing was given.</summary>
    internal ICollectionAccess Open(string connectionName) =>
        new LocalAccess(connectionName, CollectionsOf(connectionName));

    private void Insert(string connection, CollectionNamespace name, BsonArray documents)
    {
        var collections = CollectionsOf(connection);
        _ = collections.WriteAsync(
            transaction =>
            {
                var target = transaction.FindOrCreate(name);
                foreach (var document in documents)
                {
                    transaction.Insert(target, DocumentRules.Prepare(document.AsDocument, transaction));
                }

                return 0;
            },
            CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    private LocalCollections CollectionsOf(string connection)
    {
        if (!_byConnection.TryGetValue(connection, out var collections))
        {
            _ = Directory.CreateDirectory(_folder);
            var file = Path.Combine(_folder, $"{_byConnection.Count}.db");
            _byConnection[connection] = collections = LocalCollections.Open(
                file, new SemaphoreSlim(1), new LocalOptions(), TimeProvider.System);
        }

        return collections;
    }
}
