using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Describes one processor, flat, as the drivers' stream clients read it.</summary>
internal sealed class GetStreamProcessorCommand(StreamWorkspace workspace) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("getStreamProcessor")
    {
        Summary = "Describes one stream processor.",
        RequiredActions = [PrivilegeActions.GetStreamProcessor],
        AdminOnly = true,
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var processor = workspace.Get(new CommandArguments(request).Name);
        var row = processor.Row;
        var builder = new BsonDocumentBuilder
        {
            { "id", row.Id },
            { "name", row.Name },
            { "state", processor.State },
            { "tier", workspace.Scheduler.TierOf(row).Name },
            { "pipeline", row.Pipeline },
            { "pipelineVersion", row.PipelineVersion },
            { "streamMetaFieldName", row.Options.StreamMetaFieldName ?? ProcessorOptions.DefaultStreamMetaFieldName },
            { "enableAutoScaling", false },
            { "failoverEnabled", false },
            { "hasStarted", row.HasStarted },
            { "errorRetryable", row.IsErrorRetryable },
            { "lastStateChange", BsonValue.FromDateTime(row.LastStateChange) },
            { "lastModifiedAt", BsonValue.FromDateTime(row.LastModified) },
            { "modifiedBy", row.ModifiedBy },
            { "errorMsg", processor.ErrorMessage },
            { "errorCode", row.ErrorCode },
        };
        if (!row.Options.DeadLetterQueue.IsEmpty)
        {
            builder.Add("dlq", row.Options.DeadLetterQueue);
        }

        builder.Add("stats", StatisticsDocument.Create(processor, new StatisticsFormat(1, IsVerbose: false)));
        return new(builder.ToDocument());
    }
}
