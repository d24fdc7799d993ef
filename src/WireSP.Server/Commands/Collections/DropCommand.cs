using WireSP.Bson;
using WireSP.Connectors.Local;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Takes a collection away; one that is not there is no error, as on newer servers.</summary>
internal sealed class DropCommand(CollectionService service) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("drop")
    {
        Summary = "Takes a collection away with its documents and indexes.",
        RequiredActions = [PrivilegeActions.Write],
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var name = CollectionTarget.Of(request);
        NamespaceRules.CheckWritable(name);
        var indexes = await service.Collections.WriteAsync(
            transaction =>
            {
                if (transaction.Find(name) is not { } collection)
                {
                    return 0;
                }

                transaction.Drop(collection);
                return collection.Indexes.Count;
            },
            cancellationToken);
        var reply = new BsonDocumentBuilder();
        if (indexes > 0)
        {
            reply.Add("nIndexesWas", indexes);
            reply.Add("ns", name.ToString());
        }

        return WriteReply.End(reply, service.Collections);
    }
}
