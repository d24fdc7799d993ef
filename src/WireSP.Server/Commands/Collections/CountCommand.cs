using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Counts documents that match.</summary>
internal sealed class CountCommand(CollectionService service) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("count")
    {
        Summary = "Counts the documents of a collection that match a query.",
        Fields = ["collation", "hint", "limit", "query", "skip"],
        IgnoredFields = ["fields"],
        RequiredActions = [PrivilegeActions.Find],
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var arguments = new CommandArguments(request);
        CollectionTarget.CheckCollation(request.Body);
        var name = CollectionTarget.Of(request);
        _ = IndexHint.IsNatural(arguments.Find("hint"), service.Collections.Find(name));
        var limit = arguments.WholeNumber("limit", long.MinValue + 1) ?? 0;
        var count = service.Collections.Count(
            new FindRequest(name)
            {
                Filter = arguments.Document("query") ?? BsonDocument.Empty,
                Skip = arguments.WholeNumber("skip", least: 0) ?? 0,

                // A negative limit means the same as the positive one.
                Limit = Math.Abs(limit),
            },
            cancellationToken);
        var n = count <= int.MaxValue ? BsonValue.FromInt32((int)count) : BsonValue.FromInt64(count);
        return new(new BsonDocumentBuilder { { "n", n }, { "ok", 1.0 } }.ToDocument());
    }
}
