using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Changes fields of a connection that no running processor uses.</summary>
internal sealed class ModifyStreamConnectionCommand(StreamWorkspace workspace) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("modifyStreamConnection")
    {
        Summary = "Our own: replaces the given fields of a connection (null removes one); refused while a running "
            + "processor uses it.",
        Fields = ["connection"],
        RequiredActions = [PrivilegeActions.ManageStreamConnections],
        AdminOnly = true,
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var arguments = new CommandArguments(request);
        var changes = arguments.Document("connection") ?? throw CommandErrors.MissingField(Spec.Name, "connection");
        var name = arguments.Name;
        if (changes["name"] is { IsMissing: false } inner && (inner.Type != BsonType.String || inner.AsString != name))
        {
            throw StreamErrors.InvalidOptions("a connection keeps its name; create another and drop this one");
        }

        workspace.RequireUnused(name);
        await workspace.Connections.ModifyAsync(name, changes, cancellationToken);
        return BsonDocument.Empty;
    }
}
