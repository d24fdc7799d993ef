using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.MongoDb;

/// <summary>A command that opens a cursor.</summary>
/// <param name="Database">The database.</param>
/// <param name="ReadPreference">From which members.</param>
/// <param name="Body">The command.</param>
internal sealed record MongoQuery(string Database, ReadPreference ReadPreference, BsonDocument Body)
{
    /// <summary>Gives the command with a change stream's token, to go on after it; null for other cursors.</summary>
    public Func<BsonDocument, BsonDocument>? Resume { get; init; }

    /// <summary>Whether the cursor is a change stream, which waits for documents and goes on after failures.</summary>
    public bool IsChangeStream => Resume is not null;
}
