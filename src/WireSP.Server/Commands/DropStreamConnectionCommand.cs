using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Takes a connection out of the registry unless a running processor uses it.</summary>
internal sealed class DropStreamConnectionCommand(StreamWorkspace workspace) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("dropStreamConnection")
    {
        Summary = "Our own: takes a connection away; refused while a running processor uses it.",
        RequiredActions = [PrivilegeActions.ManageStreamConnections],
        AdminOnly = true,
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var name = new CommandArguments(request).Name;
        workspace.RequireUnused(name);
        await workspace.Connections.DropAsync(name, cancellationToken);
        return BsonDocument.Empty;
    }
}
