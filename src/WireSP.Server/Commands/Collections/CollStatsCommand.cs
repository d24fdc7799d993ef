using WireSP.Bson;
using WireSP.Connectors.Local;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Says how large a collection is.</summary>
internal sealed class CollStatsCommand(CollectionService service) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("collStats")
    {
        Summary = "Says how many documents a collection has and how large they are.",
        Aliases = ["collstats"],
        Fields = ["scale"],
        RequiredActions = [PrivilegeActions.Find],
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var name = CollectionTarget.Of(request);
        var scale = new CommandArguments(request).WholeNumber("scale", least: 1) ?? 1;
        return new(CollectionSizes.Describe(service.Collections, name, scale));
    }
}
