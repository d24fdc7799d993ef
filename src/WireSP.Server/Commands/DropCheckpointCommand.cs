using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Deletes a checkpoint of a stream processor.</summary>
internal sealed class DropCheckpointCommand(StreamWorkspace workspace) : ICommandHandler
{
    private static readonly string[] OptionFields = ["checkpoint"];

    public static readonly CommandSpec Spec = new("dropCheckpoint")
    {
        Summary = "Deletes a checkpoint that `saveCheckpoint` kept under a name. A command of our own.",
        Fields = [.. OptionFields, "options"],
        RequiredActions = [PrivilegeActions.ModifyStreamProcessor],
        AdminOnly = true,
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var arguments = new CommandArguments(request, OptionFields);
        var name = arguments.Text("checkpoint") ?? throw CommandErrors.MissingField(request.Name, "checkpoint");
        await ProcessorCheckpoints.DropAsync(workspace.Get(arguments.Name), name, cancellationToken);
        return BsonDocument.Empty;
    }
}
