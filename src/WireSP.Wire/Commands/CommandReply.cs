using WireSP.Bson;

namespace WireSP.Wire.Commands;

/// <summary>Replies that many commands share.</summary>
public static class CommandReply
{
    /// <summary><c>{ok: 1.0}</c>.</summary>
    public static BsonDocument Ok { get; } = new BsonDocumentBuilder { { "ok", 1.0 } }.ToDocument();

    /// <summary>A cursor that is exhausted with its first batch.</summary>
    public static BsonDocument Cursor(string collection, BsonArray firstBatch) => new BsonDocumentBuilder
    {
        {
            "cursor", new BsonDocumentBuilder
            {
                { "firstBatch", firstBatch }, { "id", 0L }, { "ns", collection },
            }.ToDocument()
        },
        { "ok", 1.0 },
    }.ToDocument();
}
