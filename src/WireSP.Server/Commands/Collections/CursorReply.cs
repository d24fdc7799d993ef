using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Server.Commands.Collections;

/// <summary>Replies that hold a batch of a cursor.</summary>
internal static class CursorReply
{
    /// <summary>
    /// Writes <c>{cursor: {firstBatch | nextBatch, [postBatchResumeToken], id, ns}, [operationTime]}</c>.
    /// </summary>
    /// <param name="batch">The documents.</param>
    /// <param name="isFirst">Whether the reply opens the cursor.</param>
    /// <param name="id">The cursor's id; 0 when nothing will follow.</param>
    /// <param name="name">Full name of the collection.</param>
    /// <param name="resumeToken">Where a change stream goes on; null for other cursors.</param>
    public static BsonWriter Begin(CursorBatch batch, bool isFirst, long id, string name, BsonDocument? resumeToken)
    {
        var writer = new BsonWriter(1024);
        _ = writer.BeginDocument();
        var cursor = writer.BeginDocument("cursor"u8);
        var array = writer.BeginArray(isFirst ? "firstBatch"u8 : "nextBatch"u8);
        for (var i = 0; i < batch.Documents.Count; i++)
        {
            writer.WriteHeader(BsonType.Document, i);
            writer.WriteRaw(batch.Documents[i].Span);
        }

        writer.End(array);
        if (resumeToken is { } token)
        {
            writer.WriteDocument("postBatchResumeToken"u8, token);
        }

        writer.WriteInt64("id"u8, id);
        writer.WriteString("ns"u8, name);
        writer.End(cursor);
        return writer;
    }

    /// <summary>Ends a reply.</summary>
    public static BsonDocument End(BsonWriter writer, ulong? operationTime = null)
    {
        writer.WriteDouble("ok"u8, 1.0);
        if (operationTime is { } time)
        {
            writer.WriteValue("operationTime"u8, BsonValue.FromTimestamp(time));
        }

        writer.End(0);
        return writer.DocumentFrom(0);
    }
}
