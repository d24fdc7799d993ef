using WireSP.Bson;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Lists the indexes of a collection.</summary>
internal sealed class ListIndexesCommand(CollectionService service) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("listIndexes")
    {
        Summary = "Lists the indexes of a collection.",
        IgnoredFields = ["cursor", "includeBuildUUIDs"],
        RequiredActions = [PrivilegeActions.ListCollections],
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var collection = CollectionTarget.Existing(request, service.Collections);
        var indexes = new BsonArrayBuilder();
        foreach (var index in collection.Indexes)
        {
            indexes.Add(index.Spec);
        }

        return new(CommandReply.Cursor(collection.Name.ToString(), indexes.ToArray()));
    }
}
