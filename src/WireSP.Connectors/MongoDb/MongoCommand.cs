using WireSP.Bson;
using WireSP.Connectors.MongoDb.Native;

namespace WireSP.Connectors.MongoDb;

/// <summary>One command to a cluster; its bytes must stay as they are until the call has ended.</summary>
/// <param name="Database">The database.</param>
/// <param name="Body">The command, without <c>$db</c> and session.</param>
internal readonly record struct MongoCommand(string Database, BsonDocument Body)
{
    /// <summary>Which members may answer.</summary>
    public ReadPreferenceHandle ReadPreference { get; init; } = ReadPreferenceHandle.None;

    /// <summary>The server that must answer; null for any that suits.</summary>
    public MongoServer? Server { get; init; }

    /// <summary>Whether the command belongs to the client's session.</summary>
    public bool UsesSession { get; init; }

    /// <summary>Whether the command is part of a transaction, so that it may say nothing of who answers.</summary>
    public bool IsInTransaction { get; init; }
}
