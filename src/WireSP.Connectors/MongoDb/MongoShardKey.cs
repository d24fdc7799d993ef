using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.MongoDb.Native;

namespace WireSP.Connectors.MongoDb;

/// <summary>Asks a sharded cluster by which fields a collection is spread. Blocks.</summary>
internal static class MongoShardKey
{
    /// <summary>Reads the fields.</summary>
    /// <returns>None for a collection that is not sharded; null for one whose key the user may not read.</returns>
    /// <exception cref="MongoException">The cluster is not reached, or refuses.</exception>
    public static IReadOnlyList<string>? Read(MongoClient client, CollectionNamespace name)
    {
        if (!client.SelectServer(forWrites: true, ReadPreferenceHandle.None).IsRouter)
        {
            return [];
        }

        try
        {
            return Find(client, name);
        }
        catch (MongoException failure) when (failure.IsForbidden)
        {
            // Whoever may read the collection is told whether it is sharded, though not how.
            return IsSharded(client, name) ? null : [];
        }
    }

    private static List<string> Find(MongoClient client, CollectionNamespace name)
    {
        var command = MongoQueries.Find(new FindRequest(new CollectionNamespace("config", "collections"))
        {
            Filter = new BsonDocumentBuilder { { "_id", name.ToString() } }.ToDocument(),
            Limit = 1,
        });
        var found = client.Run(new MongoCommand("config", command))["cursor"].AsDocument["firstBatch"].AsArray;
        List<string> fields = [];
        foreach (var item in found)
        {
            var entry = item.AsDocument;
            if (IsTrue(entry["dropped"]) || IsTrue(entry["unsplittable"]) || entry["key"].Type != BsonType.Document)
            {
                continue;
            }

            foreach (var field in entry["key"].AsDocument)
            {
                fields.Add(field.Name);
            }
        }

        return fields;
    }

    private static bool IsSharded(MongoClient client, CollectionNamespace name)
    {
        var command = new BsonDocumentBuilder { { "collStats", name.Collection } }.ToDocument();
        return IsTrue(client.Run(new MongoCommand(name.Database, command))["sharded"]);
    }

    private static bool IsTrue(in BsonValue value) => value is { Type: BsonType.Boolean, AsBoolean: true };
}
