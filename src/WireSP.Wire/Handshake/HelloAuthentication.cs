using WireSP.Bson;
using WireSP.Wire.Authentication;
using WireSP.Wire.Commands;

namespace WireSP.Wire.Handshake;

/// <summary>The part of hello that begins a login. Whatever is wrong with it, hello itself does not fail.</summary>
internal static class HelloAuthentication
{
    /// <summary>
    /// Writes the mechanisms of a user. A name that does not exist gets both, so that the answer tells nobody who
    /// exists.
    /// </summary>
    public static void WriteMechanisms(BsonWriter writer, BsonValue name, IUserStore users)
    {
        if (name.Type != BsonType.String)
        {
            return;
        }

        var text = name.AsString;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        UserCredentials? user = null;
        _ = dot > 0 && users.TryFind(text[..dot], text[(dot + 1)..], out user);
        var array = writer.BeginArray("saslSupportedMechs"u8);
        var index = 0;
        foreach (var mechanism in (ReadOnlySpan<ScramMechanism>)[ScramMechanism.Sha1, ScramMechanism.Sha256])
        {
            if (user is null || user.For(mechanism) is not null)
            {
                writer.WriteValue(index++, mechanism.Name);
            }
        }

        writer.End(array);
    }

    /// <summary>Begins the conversation that the client proposes; leaves the field out when it cannot be.</summary>
    public static void Speculate(
        BsonWriter writer, ClientContext client, BsonDocument fields, Authenticator authenticator)
    {
        if (fields["saslStart"].IsMissing || TryStart(client, fields, authenticator) is not { } conversation)
        {
            return;
        }

        client.Conversation = conversation;
        var document = writer.BeginDocument("speculativeAuthenticate"u8);
        writer.WriteInt32("conversationId"u8, SaslReply.ConversationId);
        writer.WriteBoolean("done"u8, false);
        writer.WriteValue("payload"u8, BsonValue.FromBinary(conversation.Challenge));
        writer.End(document);
    }

    private static ScramConversation? TryStart(ClientContext client, BsonDocument fields, Authenticator authenticator)
    {
        try
        {
            var database = fields["db"];
            var start = ScramStart.Parse(fields, database.Type == BsonType.String ? database.AsString : "admin");
            return authenticator.Start(start, SaslReply.AddressOf(client));
        }
        catch (MongoCommandException)
        {
            // The client then logs in by saslStart, and is told there what is wrong.
            return null;
        }
    }
}
