using WireSP.Bson;

namespace WireSP.Wire.Commands.Diagnostics;

/// <summary>The client's address as the server sees it.</summary>
internal sealed class WhatsMyUriCommand : ICommandHandler
{
    public static readonly CommandSpec Spec = new("whatsmyuri")
    {
        Summary = "Says the client's address and port.",
        AllowedBeforeAuthentication = true,
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken) =>
        new(new BsonDocumentBuilder
        {
            { "you", request.Client.RemoteEndPoint?.ToString() ?? "" }, { "ok", 1.0 },
        }.ToDocument());
}
