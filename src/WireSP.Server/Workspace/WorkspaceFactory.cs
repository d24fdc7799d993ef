using Microsoft.Extensions.Logging;
using WireSP.Bson;
using WireSP.Connectors.Sample;
using WireSP.Server.Configuration;
using WireSP.Streaming.Pipelines;

namespace WireSP.Server.Workspace;

/// <summary>Puts a workspace together.</summary>
internal static class WorkspaceFactory
{
    /// <summary>Connections that a workspace has without configuration.</summary>
    public static IEnumerable<ConnectionDefinition> DefaultConnections => SampleConnections.DefaultNames.Select(Sample);

    /// <summary>A workspace over a store, with the sample connections and those of the configuration.</summary>
    public static StreamWorkspace Create(
        ServerSettings settings,
        IWorkspaceStore store,
        IReadOnlyList<IConnector> connectors,
        TimeProvider clock,
        ILogger logger)
    {
        var registry = new ConnectionRegistry(
            [.. DefaultConnections, .. settings.Connections]);
        var connections = new WorkspaceConnections(registry, store, connectors);
        var checker = new PipelineChecker(registry, connectors);
        var scheduler = new ProcessorScheduler(store, checker, settings.Workspace, clock, logger);
        return new StreamWorkspace(
            new WorkspaceParts(settings.Workspace, store, connections, checker, scheduler), clock);
    }

    private static ConnectionDefinition Sample(string name) => new(
        name,
        SampleConnections.ConnectionType,
        new BsonDocumentBuilder { { "name", name }, { "type", SampleConnections.ConnectionType } }.ToDocument());
}
