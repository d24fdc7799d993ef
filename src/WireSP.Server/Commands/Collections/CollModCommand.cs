using WireSP.Bson;
using WireSP.Connectors.Local;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Changes the options of a collection: whether its changes keep images.</summary>
internal sealed class CollModCommand(CollectionService service) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("collMod")
    {
        Summary = "Switches pre- and post-images of a collection's changes on or off.",
        Fields = ["changeStreamPreAndPostImages"],
        RequiredActions = [PrivilegeActions.Write],
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var collection = CollectionTarget.Existing(request, service.Collections);
        if (!request.Body["changeStreamPreAndPostImages"].IsMissing)
        {
            if (collection.TimeSeries is not null)
            {
                throw new CollectionException(72, "A time series collection keeps no images of changes");
            }

            var options = CollectionImages.Read(request).Copy();
            _ = await service.Collections.WriteAsync(
                transaction =>
                {
                    var present = transaction.Find(collection.Name)
                        ?? throw new MongoCommandException(
                            ErrorCode.NamespaceNotFound, $"ns does not exist: {collection.Name}");
                    transaction.Modify(present, options);
                    return true;
                },
                cancellationToken);
        }

        return CommandReply.Ok;
    }
}
