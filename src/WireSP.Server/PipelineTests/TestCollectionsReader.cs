using WireSP.Bson;
using WireSP.Streaming.Pipelines;

namespace WireSP.Server.PipelineTests;

/// <summary>Reads what the collections of a test hold.</summary>
internal static class TestCollectionsReader
{
    private const string Field = "connections";

    /// <summary>The collections, as <c>{connection: {database: {collection: [documents]}}}</c>.</summary>
    /// <returns>Nothing after reporting that it has another shape.</returns>
    public static BsonDocument Read(StageFields fields)
    {
        if (fields.OptionalDocument(Field) is not { } connections)
        {
            return BsonDocument.Empty;
        }

        var isSound = true;
        foreach (var connection in connections.Document)
        {
            isSound &= IsOf(connections, connection, "", BsonType.Document, "an object of databases");
            foreach (var database in Inner(connection))
            {
                var at = $"{connection.Name}.";
                isSound &= IsOf(connections, database, at, BsonType.Document, "an object of collections");
                foreach (var collection in Inner(database))
                {
                    isSound &= IsDocuments(connections, collection, $"{at}{database.Name}.");
                }
            }
        }

        return isSound ? connections.Document : BsonDocument.Empty;
    }

    private static bool IsDocuments(StageFields fields, BsonElement collection, string at)
    {
        if (!IsOf(fields, collection, at, BsonType.Array, "an array of documents"))
        {
            return false;
        }

        foreach (var item in collection.Value.AsArray.AsDocument)
        {
            if (!IsOf(fields, item, $"{at}{collection.Name}.", BsonType.Document, "a document"))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsOf(StageFields fields, BsonElement element, string at, BsonType type, string expected)
    {
        if (element.Type == type)
        {
            return true;
        }

        fields.Stage.ReportType(fields.PathOf($"{at}{element.Name}"), element.Value, expected);
        return false;
    }

    private static BsonDocument Inner(BsonElement element) =>
        element.Type == BsonType.Document ? element.Value.AsDocument : BsonDocument.Empty;
}
