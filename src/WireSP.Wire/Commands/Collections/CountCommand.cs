using WireSP.Bson;

namespace WireSP.Wire.Commands.Collections;

/// <summary>Counts the documents of a collection. There are none.</summary>
internal sealed class CountCommand : ICommandHandler
{
    public static readonly CommandSpec Spec = new("count")
    {
        Summary = "Counts documents of a collection; there are none, so the answer is 0.",
        IgnoredFields = ["collation", "fields", "hint", "limit", "query", "skip"],
        RequiredActions = [PrivilegeActions.Find],
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        _ = CollectionName.Read(request);
        return new(new BsonDocumentBuilder { { "n", 0 }, { "ok", 1.0 } }.ToDocument());
    }
}
