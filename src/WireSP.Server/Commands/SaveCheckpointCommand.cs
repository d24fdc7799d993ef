using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Keeps a checkpoint of a stream processor under a name: a new one of a processor that runs.</summary>
internal sealed class SaveCheckpointCommand(StreamWorkspace workspace) : ICommandHandler
{
    private static readonly string[] OptionFields = ["name"];

    public static readonly CommandSpec Spec = new("saveCheckpoint")
    {
        Summary = "Takes a checkpoint of a stream processor and keeps it under `name`; of one that rests, the latest. "
            + "A command of our own.",
        Fields = [.. OptionFields, "options"],
        RequiredActions = [PrivilegeActions.ModifyStreamProcessor],
        AdminOnly = true,
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var arguments = new CommandArguments(request, OptionFields);
        var name = arguments.Text("name") ?? throw CommandErrors.MissingField(request.Name, "name");
        var number = await ProcessorCheckpoints.SaveAsync(workspace.Get(arguments.Name), name, cancellationToken);
        return new BsonDocumentBuilder { { "id", number }, { "name", name } }.ToDocument();
    }
}
