using WireSP.Streaming.Pipelines;

namespace WireSP.Server.Workspace;

/// <summary>A connection and where it comes from.</summary>
/// <param name="Definition">The connection, secrets resolved.</param>
/// <param name="Row">Its row in the catalog; null when the configuration file or the program brings it.</param>
internal sealed record RegisteredConnection(ConnectionDefinition Definition, ConnectionRow? Row)
{
    /// <summary>The name only: the definition may hold secrets.</summary>
    public override string ToString() => Definition.Name;
}
