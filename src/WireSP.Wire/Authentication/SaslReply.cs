using System.Net;
using WireSP.Bson;
using WireSP.Wire.Commands;

namespace WireSP.Wire.Authentication;

/// <summary>What the steps of a SASL conversation have in common.</summary>
internal static class SaslReply
{
    /// <summary>There is one conversation on a connection, so it needs one number.</summary>
    public const int ConversationId = 1;

    /// <summary>The reply to a step.</summary>
    public static BsonDocument Create(byte[] payload, bool isDone) => new BsonDocumentBuilder
    {
        { "conversationId", ConversationId },
        { "done", isDone },
        { "payload", BsonValue.FromBinary(payload) },
        { "ok", 1.0 },
    }.ToDocument();

    /// <summary>The client's address without its port, by which failed logins are counted.</summary>
    public static string AddressOf(ClientContext client) =>
        client.RemoteEndPoint is IPEndPoint { Address: var address } ? address.ToString() : "";
}
