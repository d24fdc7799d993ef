using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Changes what is given of a processor that does not run.</summary>
internal sealed class ModifyStreamProcessorCommand(StreamWorkspace workspace) : ICommandHandler
{
    private static readonly string[] OptionFields =
    [
        "autoscaling", "checkpointIntervalMs", "dlq", "enableAutoScaling", "failover", EventTimeAheadOption.Name,
        "name", "resumeFromCheckpoint", "streamMetaFieldName", "tier",
    ];

    public static readonly CommandSpec Spec = new("modifyStreamProcessor")
    {
        Summary = "Changes name, pipeline, tier or other options of a stream processor that does not run.",
        Fields = [.. OptionFields, "options", "pipeline"],
        RequiredActions = [PrivilegeActions.ModifyStreamProcessor],
        AdminOnly = true,
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var arguments = new CommandArguments(request, OptionFields);
        var processor = workspace.Get(arguments.Name);
        var changes = Read(arguments);
        AutoscalingOption.Check(arguments, changes.Tier, workspace.Settings.MaxTier);
        FailoverOption.Check(arguments);
        if (!changes.HasAny && arguments.Find("autoscaling").IsMissing && arguments.Find("failover").IsMissing)
        {
            throw StreamErrors.InvalidOptions("modify needs a pipeline or at least one option to change");
        }

        await workspace.ModifyAsync(processor, changes, request.Client.User?.Name ?? "", cancellationToken);
        return BsonDocument.Empty;
    }

    private static ProcessorChanges Read(CommandArguments arguments) => new()
    {
        Pipeline = arguments.Array("pipeline") is { } pipeline ? BsonValue.FromArray(pipeline).Copy().AsArray : null,
        Name = arguments.Text("name"),
        DeadLetterQueue = arguments.Document("dlq") is { } queue ? queue.Copy() : null,
        Tier = arguments.Text("tier"),
        CheckpointInterval = DefinitionOptions.ReadCheckpointInterval(arguments),
        StreamMetaFieldName = DefinitionOptions.ReadMetaField(arguments),
        EventTimeAheadMax = EventTimeAheadOption.Read(arguments),
        ResumesFromCheckpoint = arguments.Boolean("resumeFromCheckpoint") ?? true,
    };
}
