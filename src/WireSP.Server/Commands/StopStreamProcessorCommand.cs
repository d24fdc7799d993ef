using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>
/// Stops a running processor; answers when its output has reached the sink and its position is stored.
/// </summary>
internal sealed class StopStreamProcessorCommand(StreamWorkspace workspace) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("stopStreamProcessor")
    {
        Summary = "Stops a running stream processor and stores how far it came.",
        RequiredActions = [PrivilegeActions.StopStreamProcessor],
        AdminOnly = true,
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var arguments = new CommandArguments(request);
        await workspace.StopAsync(workspace.Get(arguments.Name), cancellationToken);
        return BsonDocument.Empty;
    }
}
