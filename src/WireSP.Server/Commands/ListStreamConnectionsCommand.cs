using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Lists the connection registry by name: name and type, never what it takes to connect.</summary>
internal sealed class ListStreamConnectionsCommand(StreamWorkspace workspace, TimeProvider clock) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("listStreamConnections")
    {
        Summary = "Lists the connection registry: names and types, never secrets.",
        Fields = ["filter"],
        RequiredActions = [PrivilegeActions.ListStreamConnections],
        AdminOnly = true,
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var filter = ListFilter.Read(request, clock);
        var reply = new ListReply("connections");
        foreach (var connection in workspace.Connections.Registry.All)
        {
            var definition = connection.Definition;
            var builder = new BsonDocumentBuilder
            {
                { "name", definition.Name },
                { "type", workspace.Connections.ListedTypeOf(definition) },
            };
            if (definition.Options["clusterName"] is { Type: BsonType.String } cluster)
            {
                builder.Add("cluster", cluster);
            }

            var document = builder.ToDocument();
            if (filter.Matches(document))
            {
                reply.Add(document);
            }
        }

        return new(reply.ToDocument());
    }
}
