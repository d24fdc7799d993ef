using WireSP.Bson;

namespace WireSP.Wire.Commands.Diagnostics;

/// <summary>The command line without its options: those may hold paths and secrets and are nobody's business.</summary>
internal sealed class GetCmdLineOptsCommand : ICommandHandler
{
    public static readonly CommandSpec Spec = new("getCmdLineOpts")
    {
        Summary = "Names the server program; its options are not told.",
        AdminOnly = true,
        RequiredActions = [PrivilegeActions.ServerStatus],
    };

    private static readonly BsonDocument Reply = new BsonDocumentBuilder
    {
        { "argv", new BsonArrayBuilder { "wiresp" }.ToArray() },
        { "parsed", BsonDocument.Empty },
        { "ok", 1.0 },
    }.ToDocument();

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken) =>
        new(Reply);
}
