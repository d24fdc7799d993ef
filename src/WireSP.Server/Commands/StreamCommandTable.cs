using Microsoft.Extensions.Logging;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>The stream commands, one row each, sorted by name.</summary>
internal static class StreamCommandTable
{
    /// <summary>What the commands are called, take and need.</summary>
    public static readonly IReadOnlyList<CommandSpec> Specs =
        [.. Rows(null!, TimeProvider.System).Select(row => row.Spec)];

    /// <summary>The commands of a workspace.</summary>
    public static IReadOnlyList<CommandRegistration> Create(
        StreamWorkspace workspace,
        TimeProvider clock,
        ILogger logger) =>
    [
        .. Rows(workspace, clock).Select(row =>
            row with { Handler = new CorrelatedCommand(row.Handler, clock, logger) }),
    ];

    private static CommandRegistration[] Rows(StreamWorkspace workspace, TimeProvider clock) =>
    [
        new(CreateStreamConnectionCommand.Spec, new CreateStreamConnectionCommand(workspace)),
        new(CreateStreamProcessorCommand.Spec, new CreateStreamProcessorCommand(workspace, clock)),
        new(DiagnoseStreamProcessorCommand.Spec, new DiagnoseStreamProcessorCommand(workspace, clock)),
        new(DropCheckpointCommand.Spec, new DropCheckpointCommand(workspace)),
        new(DropStreamConnectionCommand.Spec, new DropStreamConnectionCommand(workspace)),
        new(DropStreamProcessorCommand.Spec, new DropStreamProcessorCommand(workspace)),
        new(ExplainStreamProcessorCommand.Spec, new ExplainStreamProcessorCommand(workspace)),
        new(GetMoreSampleStreamProcessorCommand.Spec, new GetMoreSampleStreamProcessorCommand(workspace)),
        new(GetStreamProcessorCommand.Spec, new GetStreamProcessorCommand(workspace)),
        new(GetStreamProcessorStatsCommand.Spec, new GetStreamProcessorStatsCommand(workspace)),
        new(ListCheckpointsCommand.Spec, new ListCheckpointsCommand(workspace, clock)),
        new(ListStreamConnectionsCommand.Spec, new ListStreamConnectionsCommand(workspace, clock)),
        new(ListStreamProcessorsCommand.Spec, new ListStreamProcessorsCommand(workspace, clock)),
        new(ListWorkspaceDefaultsCommand.Spec, new ListWorkspaceDefaultsCommand(workspace)),
        new(ModifyStreamConnectionCommand.Spec, new ModifyStreamConnectionCommand(workspace)),
        new(ModifyStreamProcessorCommand.Spec, new ModifyStreamProcessorCommand(workspace)),
        new(ProcessStreamProcessorCommand.Spec, new ProcessStreamProcessorCommand(workspace, clock)),
        new(SaveCheckpointCommand.Spec, new SaveCheckpointCommand(workspace)),
        new(StartSampleStreamProcessorCommand.Spec, new StartSampleStreamProcessorCommand(workspace, clock)),
        new(StartStreamProcessorCommand.Spec, new StartStreamProcessorCommand(workspace)),
        new(StopStreamProcessorCommand.Spec, new StopStreamProcessorCommand(workspace)),
        new(ValidateStreamProcessorCommand.Spec, new ValidateStreamProcessorCommand(workspace)),
    ];
}
