using WireSP.Bson;
using WireSP.Wire.Handshake;

namespace WireSP.Wire.Commands.Diagnostics;

/// <summary>The version by which clients choose features.</summary>
internal sealed class BuildInfoCommand(ServerFacts server) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("buildInfo")
    {
        Summary = "Says which server version this is compatible with.",
        Aliases = ["buildinfo"],
        AllowedBeforeAuthentication = true,
        RunsOnArrival = true,
    };

    private readonly BsonDocument _reply = new BsonDocumentBuilder
    {
        { "version", server.Version },
        { "gitVersion", new string('0', 40) },
        { "modules", BsonArray.Empty },
        { "versionArray", server.VersionArray },
        { "bits", 64 },
        { "debug", false },
        { "maxBsonObjectSize", BsonLimits.DocumentSizeBytesMax },
        { "ok", 1.0 },
    }.ToDocument();

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken) =>
        new(_reply);
}
