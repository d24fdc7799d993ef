using WireSP.Bson;
using WireSP.Server.Sampling;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Opens a cursor on the output of a running processor.</summary>
internal sealed class StartSampleStreamProcessorCommand(StreamWorkspace workspace, TimeProvider clock) : ICommandHandler
{
    private static readonly string[] OptionFields = ["limit"];

    public static readonly CommandSpec Spec = new("startSampleStreamProcessor")
    {
        Summary = "Opens a cursor on the output and the dead letters of a running stream processor.",
        Fields = [.. OptionFields, "options"],
        RequiredActions = [PrivilegeActions.SampleStreamProcessor],
        AdminOnly = true,
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var arguments = new CommandArguments(request, OptionFields);
        var processor = workspace.Get(arguments.Name);
        var limits = SampleCursorLimits.Sampling(arguments.WholeNumber("limit", least: 1));
        if (!processor.IsActive)
        {
            throw StreamErrors.NotRunning(processor.Name, processor.State);
        }

        var cursor = new SampleCursor(SampleCursorTable.NewId(), SampleOwner.Of(request.Client), limits, clock);
        if (!workspace.Cursors.TryAdd(cursor, processor.Id, processor.Samples))
        {
            throw StreamErrors.TooManyCursors();
        }

        processor.Samples.Add(cursor);
        return new(SampleReply.Opened(processor.Name, cursor, request.Client));
    }
}
