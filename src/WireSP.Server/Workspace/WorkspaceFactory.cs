using Microsoft.Extensions.Logging;
using WireSP.Bson;
using WireSP.Connectors.Local;
using WireSP.Connectors.Sample;
using WireSP.Server.Configuration;
using WireSP.Streaming.Pipelines;

namespace WireSP.Server.Workspace;

/// <summary>Puts a workspace together.</summary>
internal static class WorkspaceFactory
{
    /// <summary>Connections that a workspace has without configuration.</summary>
    public static IEnumerable<ConnectionDefinition> DefaultConnections =>
        SampleConnections.DefaultNames.Select(name => Default(name, SampleConnections.ConnectionType))
            .Append(Default(LocalConnections.DefaultName, LocalConnections.ConnectionType));

    /// <summary>A workspace over a store, with the sample connections and those of the configuration.</summary>
    public static StreamWorkspace Create(
        ServerSettings settings,
        IWorkspaceStore store,
        ConnectionVault vault,
        IReadOnlyList<IConnector> connectors,
        TimeProvider clock,
        ILogger logger)
    {
        var registry = new ConnectionRegistry(
            [.. Unless(settings.Connections), .. settings.Connections]);
        var connections = new WorkspaceConnections(registry, store, vault, connectors);
        var checker = new PipelineChecker(registry, connectors);
        var scheduler = new ProcessorScheduler(store, checker, settings.Workspace, clock, logger);
        return new StreamWorkspace(
            new WorkspaceParts(settings.Workspace, store, connections, checker, scheduler), clock);
    }

    // A configured connection of the same name takes the place of a default one.
    private static IEnumerable<ConnectionDefinition> Unless(IReadOnlyList<ConnectionDefinition> configured) =>
        DefaultConnections.Where(
            item => !configured.Any(other => string.Equals(other.Name, item.Name, StringComparison.Ordinal)));

    private static ConnectionDefinition Default(string name, string type) =>
        new(name, type, new BsonDocumentBuilder { { "name", name }, { "type", type } }.ToDocument());
}
