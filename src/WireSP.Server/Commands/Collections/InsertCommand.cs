using WireSP.Bson;
using WireSP.Connectors.Local;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Adds documents to a collection, which is made when it is not there.</summary>
internal sealed class InsertCommand(CollectionService service) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("insert")
    {
        Summary = "Adds documents to a collection; answers when they are on disk.",
        Fields = ["documents", "ordered"],
        IgnoredFields = ["bypassDocumentValidation"],
        RequiredActions = [PrivilegeActions.Write],
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        CollectionTarget.CheckWriteConcern(request);
        var name = CollectionTarget.Of(request);
        var batch = new WriteBatch(new CommandArguments(request), "documents");
        var inserted = 0;
        var errors = await service.Collections.WriteAsync(
            transaction =>
            {
                var collection = transaction.FindOrCreate(name);
                return batch.Run((document, _) =>
                {
                    transaction.Insert(collection, DocumentRules.Prepare(document, transaction));
                    inserted++;
                });
            },
            cancellationToken);
        var reply = new BsonDocumentBuilder { { "n", inserted } };
        errors.AddTo(reply);
        return WriteReply.End(reply, service.Collections);
    }
}
