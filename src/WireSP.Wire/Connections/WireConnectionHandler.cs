using Microsoft.AspNetCore.Connections;

namespace WireSP.Wire.Connections;

/// <summary>Hands Kestrel's connections to the wire server.</summary>
public sealed class WireConnectionHandler(WireServer server) : ConnectionHandler
{
    /// <inheritdoc/>
    public override Task OnConnectedAsync(ConnectionContext connection) => server.ServeAsync(connection);
}
