using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Stores a new stream processor; it does not run yet.</summary>
internal sealed class CreateStreamProcessorCommand(StreamWorkspace workspace, TimeProvider clock) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("createStreamProcessor")
    {
        Summary = "Stores a new stream processor after checking its pipeline; it does not run yet.",
        Fields = ["options", "pipeline"],
        RequiredActions = [PrivilegeActions.CreateStreamProcessor],
        AdminOnly = true,
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var arguments = new CommandArguments(request, DefinitionOptions.Fields);
        var row = NewProcessor.Row(
            request, arguments.Name, arguments.RequiredArray("pipeline"), DefinitionOptions.Read(arguments), clock);
        await workspace.CreateAsync(row, cancellationToken);
        return BsonDocument.Empty;
    }
}
