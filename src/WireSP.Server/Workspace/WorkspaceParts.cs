using WireSP.Server.Configuration;

namespace WireSP.Server.Workspace;

/// <summary>What a workspace is put together from.</summary>
/// <param name="Settings">The workspace's settings.</param>
/// <param name="Store">Its durable rows.</param>
/// <param name="Connections">Its connection registry.</param>
/// <param name="Checker">Compiles pipelines.</param>
/// <param name="Scheduler">Starts and stops processors.</param>
internal sealed record WorkspaceParts(
    WorkspaceSettings Settings,
    IWorkspaceStore Store,
    WorkspaceConnections Connections,
    PipelineChecker Checker,
    ProcessorScheduler Scheduler);
