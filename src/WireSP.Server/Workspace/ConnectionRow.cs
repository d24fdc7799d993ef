using WireSP.Bson;

namespace WireSP.Server.Workspace;

/// <summary>
/// A connection that was created at run time. Its document may hold secrets: it is never sent to a client, and stored
/// only as <see cref="ConnectionVault"/> seals it.
/// </summary>
/// <param name="Name">Unique in the workspace.</param>
/// <param name="Version">Counts changes: the compare of compare-and-set.</param>
/// <param name="Document">The registry document, references to secrets unresolved.</param>
internal sealed record ConnectionRow(string Name, long Version, BsonDocument Document)
{
    /// <summary>The name only: the document may hold secrets.</summary>
    public override string ToString() => Name;
}
