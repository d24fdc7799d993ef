using System.Net;
using WireSP.Bson;

namespace WireSP.Wire.Commands;

/// <summary>What is known of the client of one connection: address, user and the metadata of its first hello.</summary>
public sealed class ClientContext
{
    /// <summary>Number of the connection, unique while the server runs.</summary>
    public required long ConnectionId { get; init; }

    /// <summary>Address of the client; null when the transport has none.</summary>
    public EndPoint? RemoteEndPoint { get; init; }

    /// <summary>The authenticated user; null before authentication and on a server without users.</summary>
    public AuthenticatedUser? User { get; set; }

    /// <summary>The <c>client</c> document of the first hello: driver, platform, application; empty when none came.</summary>
    public BsonDocument Metadata { get; set; } = BsonDocument.Empty;
}
