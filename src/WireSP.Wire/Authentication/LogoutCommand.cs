using WireSP.Bson;
using WireSP.Wire.Commands;

namespace WireSP.Wire.Authentication;

/// <summary>Forgets who the client is.</summary>
internal sealed class LogoutCommand : ICommandHandler
{
    public static readonly CommandSpec Spec = new("logout")
    {
        Summary = "Ends the authentication of the connection.",
        AllowedBeforeAuthentication = true,
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        request.Client.User = null;
        request.Client.Conversation = null;
        return new ValueTask<BsonDocument>(CommandReply.Ok);
    }
}
