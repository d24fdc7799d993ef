using WireSP.Bson;
using WireSP.Server.Sampling;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>
/// Replies of sampling. <c>messages</c> is what the shell reads; drivers' draft stream clients read <c>firstBatch</c>
/// and
/// <c>nextBatch</c>, so others than the shell get the array under both names.
/// </summary>
internal static class SampleReply
{
    /// <summary>The reply that hands out a cursor.</summary>
    public static BsonDocument Opened(string name, SampleCursor cursor, ClientContext client)
    {
        var builder = new BsonDocumentBuilder { { "ok", 1.0 }, { "name", name }, { "cursorId", cursor.Id } };
        if (!IsShell(client))
        {
            builder.Add("firstBatch", BsonArray.Empty);
        }

        return builder.ToDocument();
    }

    /// <summary>The reply to a read.</summary>
    public static BsonDocument Batch(SampleCursor cursor, SampleBatch batch, ClientContext client)
    {
        var messages = new BsonArrayBuilder();
        foreach (var document in batch.Documents)
        {
            messages.Add(document);
        }

        var array = messages.ToArray();
        var builder = new BsonDocumentBuilder
        {
            { "ok", 1.0 },
            { "cursorId", batch.IsLast ? 0L : cursor.Id },
            { "messages", array },
        };
        if (!IsShell(client))
        {
            builder.Add("nextBatch", array);
        }

        return builder.ToDocument();
    }

    private static bool IsShell(ClientContext client) =>
        client.Metadata["driver"] is { Type: BsonType.Document } driver
        && driver.AsDocument["name"] is { Type: BsonType.String } name
        && name.AsStringUtf8.IndexOf("mongosh"u8) >= 0;
}
