using WireSP.Bson;
using WireSP.Connectors.Local.Sqlite;

namespace WireSP.Connectors.Local.Changes;

/// <summary>Writes changes as the documents that a change stream tells, with the images that it asks for.</summary>
internal sealed class ChangeEvent(ChangeStreamOptions options, LocalStore store)
{
    /// <summary>The document of a change.</summary>
    /// <exception cref="CollectionException">An image is required and was not kept.</exception>
    public BsonDocument Write(ChangeRow change, SqliteSession session)
    {
        var writer = new BsonWriter(change.Details.Length + 256);
        var start = writer.BeginDocument();
        WriteHead(writer, ResumeToken.OfEvent(change.Time), NameOf(change.Kind), change);
        var details = change.Details;
        WriteFullDocument(writer, change, session);
        var ns = writer.BeginDocument("ns"u8);
        writer.WriteString("db"u8, change.Name.Database);
        if (change.Name.Collection.Length > 0)
        {
            writer.WriteString("coll"u8, change.Name.Collection);
        }

        writer.End(ns);
        writer.WriteValue("to"u8, details["to"]);
        writer.WriteValue("documentKey"u8, details["documentKey"]);
        writer.WriteValue("updateDescription"u8, details["updateDescription"]);
        WriteBefore(writer, change);
        writer.End(start);
        return writer.DocumentFrom(start);
    }

    /// <summary>The document that says that a stream has ended.</summary>
    public static BsonDocument WriteInvalidate(ChangeRow cause)
    {
        var writer = new BsonWriter();
        var start = writer.BeginDocument();
        WriteHead(writer, ResumeToken.OfInvalidate(cause.Time), "invalidate", cause);
        writer.End(start);
        return writer.DocumentFrom(start);
    }

    private static void WriteHead(BsonWriter writer, ResumeToken token, string operation, ChangeRow change)
    {
        writer.WriteDocument("_id"u8, token.ToDocument());
        writer.WriteString("operationType"u8, operation);
        writer.WriteValue("clusterTime"u8, BsonValue.FromTimestamp(change.Time));
        writer.WriteDateTime("wallTime"u8, change.WallMs);
    }

    private static string NameOf(ChangeKind kind) => kind switch
    {
        ChangeKind.Insert => "insert",
        ChangeKind.Update => "update",
        ChangeKind.Replace => "replace",
        ChangeKind.Delete => "delete",
        ChangeKind.Drop => "drop",
        ChangeKind.Rename => "rename",
        _ => "dropDatabase",
    };

    private void WriteFullDocument(BsonWriter writer, ChangeRow change, SqliteSession session)
    {
        var stored = change.Details["fullDocument"];
        if (change.Kind != ChangeKind.Update || options.FullDocument == "default")
        {
            writer.WriteValue("fullDocument"u8, stored);
            return;
        }

        var shown = options.FullDocument == "updateLookup" ? LookUp(change, session) : change.After;
        if (shown is null && options.FullDocument == "required")
        {
            throw Missing("post-image", change);
        }

        writer.WriteValue("fullDocument"u8, shown is { } found ? BsonValue.FromDocument(found) : BsonValue.Null);
    }

    private void WriteBefore(BsonWriter writer, ChangeRow change)
    {
        if (options.FullDocumentBeforeChange == "off"
            || change.Kind is not (ChangeKind.Update or ChangeKind.Replace or ChangeKind.Delete))
        {
            return;
        }

        if (change.Before is null && options.FullDocumentBeforeChange == "required")
        {
            throw Missing("pre-image", change);
        }

        writer.WriteValue(
            "fullDocumentBeforeChange"u8,
            change.Before is { } found ? BsonValue.FromDocument(found) : BsonValue.Null);
    }

    // The document as it is now; null when it is gone.
    private BsonDocument? LookUp(ChangeRow change, SqliteSession session)
    {
        if (store.Catalog.Find(change.Name) is not { } collection)
        {
            return null;
        }

        var statement = session.Prepare($"SELECT body FROM {collection.Table} WHERE key = ?1")
            .Bind(1, BsonKey.Of(change.Details["documentKey"].AsDocument["_id"]));
        BsonDocument? found = statement.Step() ? new BsonDocument(statement.Blob(0).ToArray()) : null;
        statement.Reset();
        return found;
    }

    private static CollectionException Missing(string image, ChangeRow change) => new(
        47,
        $"Change stream was configured to require a {image} for all update, delete and replace events, but the "
        + $"{image} was not found for event of {change.Name}; switch changeStreamPreAndPostImages on")
    {
        Labels = ["NonResumableChangeStreamError"],
    };
}
