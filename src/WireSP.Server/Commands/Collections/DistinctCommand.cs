using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Answers the different values of a field; of an array those of its elements.</summary>
internal sealed class DistinctCommand(CollectionService service) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("distinct")
    {
        Summary = "Answers the different values of a field among the documents that match.",
        Fields = ["collation", "hint", "key", "query"],
        RequiredActions = [PrivilegeActions.Find],
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var arguments = new CommandArguments(request);
        CollectionTarget.CheckCollation(request.Body);
        var name = CollectionTarget.Of(request);
        _ = IndexHint.IsNatural(arguments.Find("hint"), service.Collections.Find(name));
        var key = arguments.Text("key") ?? throw CommandErrors.MissingField(Spec.Name, "key");
        var find = new FindRequest(name) { Filter = arguments.Document("query") ?? BsonDocument.Empty };
        var values = service.Collections.Distinct(find, key, cancellationToken);
        return new(new BsonDocumentBuilder { { "values", values }, { "ok", 1.0 } }.ToDocument());
    }
}
