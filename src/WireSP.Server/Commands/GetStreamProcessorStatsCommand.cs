using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Tells what a processor has done; one that rests answers with its state and last totals.</summary>
internal sealed class GetStreamProcessorStatsCommand(StreamWorkspace workspace) : ICommandHandler
{
    private static readonly string[] OptionFields = ["scale", "verbose"];

    // There is one project on a self-hosted server; clients expect 24 digits in its place.
    private const string ProjectId = "000000000000000000000000";

    public static readonly CommandSpec Spec = new("getStreamProcessorStats")
    {
        Summary = "Tells counts, sizes, state and latency of a stream processor; `scale` divides sizes.",
        Fields = [.. OptionFields, "options"],
        RequiredActions = [PrivilegeActions.StreamProcessorStats],
        AdminOnly = true,
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var arguments = new CommandArguments(request, OptionFields);
        var processor = workspace.Get(arguments.Name);
        var format = new StatisticsFormat(
            arguments.WholeNumber("scale", least: 1) ?? 1,
            arguments.Boolean("verbose") ?? false);
        var tier = workspace.Scheduler.TierOf(processor.Row).Name;
        var reply = new BsonDocumentBuilder
        {
            { "ok", 1.0 },
            { "ns", $"{ProjectId}.{workspace.Id}.{processor.Name}" },
            { "name", processor.Name },
            { "state", processor.State },
            { "tier", processor.Row.Options.Tier ?? tier },
            { "effectiveTier", tier },
            { "autoscaling", new BsonDocumentBuilder { { "enabled", false } }.ToDocument() },
            { "stats", StatisticsDocument.Create(processor, format) },
            { "pipeline", processor.Row.Pipeline },
        };
        return new(reply.ToDocument());
    }
}
