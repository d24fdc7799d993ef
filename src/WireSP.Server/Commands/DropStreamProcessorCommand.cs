using WireSP.Bson;
using WireSP.Server.Sampling;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Stops a processor when it runs, and deletes it with all that is stored of it.</summary>
internal sealed class DropStreamProcessorCommand(StreamWorkspace workspace) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("dropStreamProcessor")
    {
        Summary = "Stops a stream processor when it runs, and deletes it. Needs the action dropStreamProcessor, but "
            + "for one's own sp.process().",
        AdminOnly = true,
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var name = new CommandArguments(request).Name;
        var processor = workspace.Processors.FirstOrDefault(item => item.Name == name);

        // Who may only process would otherwise leave every sp.process() running until it is given up as idle.
        if (processor?.OwnCursor?.Owner != SampleOwner.Of(request.Client))
        {
            Privileges.Require(request, PrivilegeActions.DropStreamProcessor);
        }

        await workspace.DropAsync(processor ?? throw StreamErrors.NoSuchProcessor(name), cancellationToken);
        return BsonDocument.Empty;
    }
}
