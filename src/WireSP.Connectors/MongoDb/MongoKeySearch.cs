using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.MongoDb;

/// <summary>Asks which of some keys a collection has. Blocks.</summary>
internal sealed class MongoKeySearch(IMongoWriter writer, MongoMergeKey key, CollectionNamespace name)
{
    private const int KeysMax = 1_000;

    /// <summary>The keys that are there.</summary>
    /// <exception cref="MongoException">The cluster is not reached, or refuses.</exception>
    public HashSet<string> Find(IReadOnlyList<MongoStatement> statements)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var first = 0; first < statements.Count; first += KeysMax)
        {
            Find(statements.Skip(first).Take(KeysMax), found);
        }

        return found;
    }

    private void Find(IEnumerable<MongoStatement> statements, HashSet<string> found)
    {
        var projection = new BsonDocumentBuilder();
        foreach (var field in key.Paths)
        {
            projection.Add(field, 1);
        }

        var command = MongoQueries.Find(new FindRequest(name)
        {
            Filter = key.Paths is [var path] ? OneOf(path, statements) : AnyOf(statements),
            Projection = projection.ToDocument(),
        });
        var reply = writer.Read(name.Database, command);
        foreach (var item in reply["cursor"].AsDocument["firstBatch"].AsArray)
        {
            _ = found.Add(key.Of(item.AsDocument));
        }
    }

    // Any server reads the points of a list by the index of the field.
    private static BsonDocument OneOf(string path, IEnumerable<MongoStatement> statements)
    {
        var values = new BsonArrayBuilder();
        foreach (var statement in statements)
        {
            values.Add(statement.Query[path].AsDocument["$eq"]);
        }

        var list = new BsonDocumentBuilder { { "$in", values.ToArray() } }.ToDocument();
        return new BsonDocumentBuilder { { path, list } }.ToDocument();
    }

    private static BsonDocument AnyOf(IEnumerable<MongoStatement> statements)
    {
        var alternatives = new BsonArrayBuilder();
        foreach (var statement in statements)
        {
            alternatives.Add(statement.Query);
        }

        return new BsonDocumentBuilder { { "$or", alternatives.ToArray() } }.ToDocument();
    }
}
