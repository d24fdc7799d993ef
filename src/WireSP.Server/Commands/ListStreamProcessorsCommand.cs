using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Lists the stored processors by name; those of <c>sp.process()</c> are not among them.</summary>
internal sealed class ListStreamProcessorsCommand(StreamWorkspace workspace, TimeProvider clock) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("listStreamProcessors")
    {
        Summary = "Lists stream processors by name; the filter is a query over the listed documents.",
        Fields = ["filter"],
        RequiredActions = [PrivilegeActions.ListStreamProcessors],
        AdminOnly = true,
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var filter = ListFilter.Read(request, clock);
        var reply = new ListReply("streamProcessors");
        foreach (var processor in workspace.Processors.OrderBy(item => item.Name, StringComparer.Ordinal))
        {
            if (processor.IsEphemeral)
            {
                continue;
            }

            var document = Describe(processor, workspace.Scheduler.TierOf(processor.Row));
            if (filter.Matches(document))
            {
                reply.Add(document);
            }
        }

        return new(reply.ToDocument());
    }

    private static BsonDocument Describe(StreamProcessor processor, Tier tier)
    {
        var row = processor.Row;
        var builder = new BsonDocumentBuilder
        {
            { "id", row.Id },
            { "name", row.Name },
            { "lastModified", BsonValue.FromDateTime(row.LastModified) },
            { "state", processor.State },
            { "tier", tier.Name },
            { "errorMsg", processor.ErrorMessage },
            { "pipeline", row.Pipeline },
            { "lastStateChange", BsonValue.FromDateTime(row.LastStateChange) },
            { "hasStarted", row.HasStarted },
        };
        var options = row.Options.ToDocument();
        if (!options.IsEmpty)
        {
            builder.Add("options", options);
        }

        return builder.ToDocument();
    }
}
