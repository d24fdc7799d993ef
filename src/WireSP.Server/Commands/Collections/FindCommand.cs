using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Reads documents of a collection.</summary>
internal sealed class FindCommand(CollectionService service) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("find")
    {
        Summary = "Reads documents of a collection: filter, order, projection, part; the rest by getMore.",
        Fields =
        [
            "awaitData", "batchSize", "collation", "filter", "hint", "let", "limit", "max", "min", "oplogReplay",
            "projection", "returnKey", "showRecordId", "singleBatch", "skip", "sort", "tailable",
        ],
        IgnoredFields = ["allowDiskUse", "allowPartialResults", "noCursorTimeout"],
        RequiredActions = [PrivilegeActions.Find],
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var arguments = new CommandArguments(request);
        CollectionTarget.CheckCollation(request.Body);
        CollectionTarget.Refuse(
            request.Body, "write it as part of the filter", "max", "min", "returnKey", "showRecordId");
        CollectionTarget.Refuse(
            request.Body, "no collection here is capped; use watch()", "awaitData", "oplogReplay", "tailable");
        var name = CollectionTarget.Of(request);
        var find = Read(arguments, name);
        var let = CommandVariables.Read(request.Body["let"], service.Collections.Clock);
        var size = CursorOpening.Size(request.Body["batchSize"]) ?? LocalLimits.FirstBatchDocuments;
        var wanted = new CursorRequest(name.ToString(), size, arguments.Boolean("singleBatch") ?? false);
        return CursorOpening.ReplyAsync(
            service, request, service.Collections.OpenFind(find, let), wanted, cancellationToken);
    }

    private FindRequest Read(CommandArguments arguments, CollectionNamespace name) => new(name)
    {
        Filter = arguments.Document("filter") ?? BsonDocument.Empty,
        Sort = arguments.Document("sort"),
        Projection = arguments.Document("projection"),
        Skip = NotNegative(arguments, "skip"),
        Limit = NotNegative(arguments, "limit"),
        IsNatural = IndexHint.IsNatural(arguments.Find("hint"), service.Collections.Find(name)),
    };

    private static long NotNegative(CommandArguments arguments, string field)
    {
        var value = arguments.WholeNumber(field, long.MinValue) ?? 0;
        return value >= 0
            ? value
            : throw new MongoCommandException(
                (ErrorCode)51024, $"BSON field '{field}' value must be >= 0, actual value '{value}'");
    }
}
