using WireSP.Bson;
using WireSP.Wire.Handshake;

namespace WireSP.Wire.Commands.Sessions;

/// <summary>
/// Makes a session id. Nothing is remembered of it, so that no client can fill the server with sessions.
/// </summary>
internal sealed class StartSessionCommand : ICommandHandler
{
    public static readonly CommandSpec Spec = new("startSession")
    {
        Summary = "Returns a new session id.",
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken) =>
        new(new BsonDocumentBuilder
        {
            { "id", new BsonDocumentBuilder { { "id", BsonValue.FromUuid(Guid.NewGuid()) } }.ToDocument() },
            { "timeoutMinutes", ServerFacts.SessionTimeoutMinutes },
            { "ok", 1.0 },
        }.ToDocument());
}
