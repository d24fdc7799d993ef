using WireSP.Bson;

namespace WireSP.Wire.Commands.Diagnostics;

/// <summary>Answers; clients measure the way with it.</summary>
internal sealed class PingCommand : ICommandHandler
{
    public static readonly CommandSpec Spec = new("ping")
    {
        Summary = "Answers at once.",
        AllowedBeforeAuthentication = true,
        RunsOnArrival = true,
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken) =>
        new(CommandReply.Ok);
}
