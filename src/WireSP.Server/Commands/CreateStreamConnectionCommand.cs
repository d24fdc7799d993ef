using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Adds a connection to the registry.</summary>
internal sealed class CreateStreamConnectionCommand(StreamWorkspace workspace) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("createStreamConnection")
    {
        Summary = "Our own: adds a connection; `connection` is the registry document (`type` and its fields).",
        Fields = ["connection"],
        RequiredActions = [PrivilegeActions.ManageStreamConnections],
        AdminOnly = true,
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var arguments = new CommandArguments(request);
        var given = arguments.Document("connection") ?? throw CommandErrors.MissingField(Spec.Name, "connection");
        var name = arguments.Name;
        if (given["name"] is { IsMissing: false } inner && (inner.Type != BsonType.String || inner.AsString != name))
        {
            throw StreamErrors.InvalidOptions(
                $"connection.name must be '{name}', the name of the command, or be left out");
        }

        var builder = new BsonDocumentBuilder { { "name", name } };
        foreach (var element in given)
        {
            if (!element.NameEquals("name"u8))
            {
                builder.Add(element.Name, element.Value);
            }
        }

        await workspace.Connections.CreateAsync(builder.ToDocument(), cancellationToken);
        return BsonDocument.Empty;
    }
}
