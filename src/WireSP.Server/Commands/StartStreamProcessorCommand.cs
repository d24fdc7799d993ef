using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Starts a processor that is created, stopped or failed.</summary>
internal sealed class StartStreamProcessorCommand(StreamWorkspace workspace) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("startStreamProcessor")
    {
        Summary = "Starts a stream processor that is created, stopped or failed.",
        Fields = [.. StartOptions.Fields, "options"],
        IgnoredFields = ["workers"],
        RequiredActions = [PrivilegeActions.StartStreamProcessor],
        AdminOnly = true,
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var arguments = new CommandArguments(request, StartOptions.Fields);
        var start = StartOptions.Read(arguments, workspace.Settings.MaxTier);
        await workspace.StartAsync(workspace.Get(arguments.Name), start, cancellationToken);
        return BsonDocument.Empty;
    }
}
