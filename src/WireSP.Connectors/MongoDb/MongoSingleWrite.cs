using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.MongoDb;

/// <summary>Sends write commands of one statement. Blocks.</summary>
internal static class MongoSingleWrite
{
    /// <summary>Inserts a document.</summary>
    /// <exception cref="MongoException">It was refused, or nobody knows.</exception>
    public static void Insert(IMongoWriter writer, CollectionNamespace name, BsonDocument document) =>
        _ = Run(writer, name, "insert"u8, "documents"u8, document);

    /// <summary>Changes a document.</summary>
    /// <returns>How many were found or made.</returns>
    /// <exception cref="MongoException">It was refused, or nobody knows.</exception>
    public static long Update(
        IMongoWriter writer, CollectionNamespace name, BsonDocument query, BsonDocument change, bool isUpsert)
    {
        var statement = new BsonDocumentBuilder { { "q", query }, { "u", change }, { "upsert", isUpsert } };
        return Run(writer, name, "update"u8, "updates"u8, statement.ToDocument());
    }

    /// <summary>Deletes all documents that match.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="MongoException">It was refused, or nobody knows.</exception>
    public static long Delete(IMongoWriter writer, CollectionNamespace name, BsonDocument query)
    {
        var statement = new BsonDocumentBuilder { { "q", query }, { "limit", 0 } };
        return Run(writer, name, "delete"u8, "deletes"u8, statement.ToDocument());
    }

    private static long Run(
        IMongoWriter writer,
        CollectionNamespace name,
        ReadOnlySpan<byte> command,
        ReadOnlySpan<byte> array,
        BsonDocument statement)
    {
        var body = new BsonWriter();
        _ = body.BeginDocument();
        body.WriteString(command, name.Collection);
        body.WriteValue(array, BsonValue.FromArray(new BsonArrayBuilder { statement }.ToArray()));
        var reply = writer.Run(name.Database, body);
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
