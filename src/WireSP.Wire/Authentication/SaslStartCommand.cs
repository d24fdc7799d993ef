using WireSP.Bson;
using WireSP.Wire.Commands;

namespace WireSP.Wire.Authentication;

/// <summary>Begins a login.</summary>
internal sealed class SaslStartCommand(Authenticator authenticator) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("saslStart")
    {
        Summary = "Begins a SASL conversation.",
        Fields = ["mechanism", "options", "payload"],
        IgnoredFields = ["autoAuthorize", "db"],
        AllowedBeforeAuthentication = true,
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        // A new start ends what was under way, however it turns out.
        request.Client.Conversation = null;
        var start = ScramStart.Parse(request.Body, request.Database);
        var conversation = authenticator.Start(start, SaslReply.AddressOf(request.Client))
            ?? throw Authenticator.Failure();
        request.Client.Conversation = conversation;
        return new ValueTask<BsonDocument>(SaslReply.Create(conversation.Challenge, isDone: false));
    }
}
