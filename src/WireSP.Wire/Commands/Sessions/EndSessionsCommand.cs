using WireSP.Bson;

namespace WireSP.Wire.Commands.Sessions;

/// <summary>Takes a list of session ids and forgets it: no state is kept by session.</summary>
internal sealed class EndSessionsCommand : ICommandHandler
{
    public static readonly CommandSpec Spec = new("endSessions")
    {
        Summary = "Ends sessions; there is nothing to free.",
        AllowedBeforeAuthentication = true,
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken) =>
        request.Argument.Type == BsonType.Array
            ? new(CommandReply.Ok)
            : throw CommandErrors.WrongType(Spec.Name, request.Argument.Type, BsonType.Array);
}
