using WireSP.Bson;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>
/// Writes a document that was there before the stream as the change that inserts it. Its <c>_id</c> is no token but the
/// same whenever the document is copied, so that copies that come twice can be told to be one.
/// </summary>
internal static class CopiedDocument
{
    /// <summary>Writes the change.</summary>
    /// <param name="writer">Receives it.</param>
    /// <param name="name">The document's collection.</param>
    /// <param name="document">The document.</param>
    /// <param name="timeMs">When it was copied.</param>
    /// <param name="isWhole">Whether the document itself is shown, and not only what it is.</param>
    public static BsonDocument Write(
        BsonWriter writer, CollectionNamespace name, BsonDocument document, long timeMs, bool isWhole)
    {
        var id = document["_id"];
        var change = writer.BeginDocument();
        var token = writer.BeginDocument("_id"u8);
        var copy = writer.BeginDocument("initialSync"u8);
        WriteName(writer, name);
        WriteKey(writer, id);
        writer.End(copy);
        writer.End(token);
        writer.WriteString("operationType"u8, "insert"u8);
        writer.WriteValue("clusterTime"u8, BsonValue.FromTimestamp((ulong)(timeMs / 1000) << 32));
        writer.WriteDateTime("wallTime"u8, timeMs);
        if (isWhole)
        {
            writer.WriteDocument("fullDocument"u8, document);
        }

        WriteName(writer, name);
        WriteKey(writer, id);
        writer.End(change);
        return writer.DocumentFrom(change);
    }

    private static void WriteName(BsonWriter writer, CollectionNamespace name)
    {
        var ns = writer.BeginDocument("ns"u8);
        writer.WriteString("db"u8, name.Database);
        writer.WriteString("coll"u8, name.Collection);
        writer.End(ns);
    }

    private static void WriteKey(BsonWriter writer, in BsonValue id)
    {
        var key = writer.BeginDocument("documentKey"u8);
        writer.WriteValue("_id"u8, id);
        writer.End(key);
    }
}
