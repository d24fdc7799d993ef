using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.Local.Changes;

/// <summary>
/// What the history keeps of a change beside time, kind and name, in the fields and the order that an event shows.
/// </summary>
internal static class ChangeDocument
{
    /// <summary>An insert, a replacement (with the document), or a delete (without).</summary>
    public static BsonDocument Of(in BsonValue id, BsonDocument document)
    {
        var writer = new BsonWriter(document.Length + 64);
        var start = writer.BeginDocument();
        if (!document.IsEmpty)
        {
            writer.WriteDocument("fullDocument"u8, document);
        }

        WriteKey(writer, id);
        writer.End(start);
        return writer.DocumentFrom(start);
    }

    /// <summary>An update, with the differences.</summary>
    public static BsonDocument OfUpdate(in BsonValue id, BsonDocument before, BsonDocument after)
    {
        var writer = new BsonWriter();
        var start = writer.BeginDocument();
        WriteKey(writer, id);
        UpdateDescription.Write(writer, before, after);
        writer.End(start);
        return writer.DocumentFrom(start);
    }

    /// <summary>A rename.</summary>
    public static BsonDocument OfRename(in CollectionNamespace to) => new BsonDocumentBuilder
    {
        { "to", new BsonDocumentBuilder { { "db", to.Database }, { "coll", to.Collection } }.ToDocument() },
    }.ToDocument();

    private static void WriteKey(BsonWriter writer, in BsonValue id)
    {
        var key = writer.BeginDocument("documentKey"u8);
        writer.WriteValue("_id"u8, id);
        writer.End(key);
    }
}
