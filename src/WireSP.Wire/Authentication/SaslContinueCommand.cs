using WireSP.Bson;
using WireSP.Wire.Commands;

namespace WireSP.Wire.Authentication;

/// <summary>Goes on with a login.</summary>
internal sealed class SaslContinueCommand(Authenticator authenticator) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("saslContinue")
    {
        Summary = "Goes on with a SASL conversation.",
        Fields = ["conversationId", "payload"],
        AllowedBeforeAuthentication = true,
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var client = request.Client;
        var id = request.Body["conversationId"];
        if (client.Conversation is not { } conversation
            || id is not { Type: BsonType.Int32, AsInt32: SaslReply.ConversationId })
        {
            client.Conversation = null;
            throw new MongoCommandException(ErrorCode.ProtocolError, "No SASL session state found");
        }

        var reply = authenticator.Continue(client, ScramStart.ReadPayload(request.Body["payload"]));
        return new ValueTask<BsonDocument>(SaslReply.Create(reply, conversation.IsDone));
    }
}
