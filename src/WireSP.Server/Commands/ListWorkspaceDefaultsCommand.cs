using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Tells the workspace's default and maximum tier.</summary>
internal sealed class ListWorkspaceDefaultsCommand(StreamWorkspace workspace) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("listWorkspaceDefaults")
    {
        Summary = "Tells the workspace's default and maximum tier; open to every authenticated user.",
        AdminOnly = true,
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken) =>
        new(new BsonDocumentBuilder
        {
            { "defaultTierSize", workspace.Settings.DefaultTier.Name },
            { "maxTierSize", workspace.Settings.MaxTier.Name },
        }.ToDocument());
}
