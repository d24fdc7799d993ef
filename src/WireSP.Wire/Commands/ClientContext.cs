using System.Net;
using WireSP.Bson;
using WireSP.Wire.Authentication;
using WireSP.Wire.Compression;

namespace WireSP.Wire.Commands;

/// <summary>
/// The state of one connection that commands see: address, user, the metadata of its first hello. Used by one command
/// at a time.
/// </summary>
public sealed class ClientContext
{
    /// <summary>Number of the connection, unique while the server runs.</summary>
    public required long ConnectionId { get; init; }

    /// <summary>Address of the client; null when the transport has none.</summary>
    public EndPoint? RemoteEndPoint { get; init; }

    /// <summary>The authenticated user; null before authentication and on a server without users.</summary>
    public AuthenticatedUser? User { get; set; }

    /// <summary>
    /// The <c>client</c> document of the first hello: driver, platform, application; empty when none came.
    /// </summary>
    public BsonDocument Metadata { get; set; } = BsonDocument.Empty;

    /// <summary>The compressors that hello agreed on.</summary>
    internal CompressorIds Compressors { get; set; }

    /// <summary>The SASL conversation under way; at most one.</summary>
    internal ScramConversation? Conversation { get; set; }

    /// <summary>The version of the user store that <see cref="User"/> was read from.</summary>
    internal long UserVersion { get; set; }

    /// <summary>
    /// A writer for replies that are built again and again; its last document is valid until the next.
    /// </summary>
    internal BsonWriter ReplyWriter { get; } = new();
}
