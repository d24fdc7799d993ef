using WireSP.Bson;
using WireSP.Connectors.Local;

namespace WireSP.Server.Commands.Collections;

/// <summary>The end of a reply to a write: when it happened, in the clock of changes.</summary>
internal static class WriteReply
{
    /// <summary>Ends a reply.</summary>
    public static BsonDocument End(BsonDocumentBuilder reply, ILocalCollections collections)
    {
        reply.Add("ok", 1.0);
        reply.Add("operationTime", BsonValue.FromTimestamp(collections.OperationTime));
        return reply.ToDocument();
    }
}
