using WireSP.Bson;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>
/// Aggregates a collection. One that is not there gives nothing; others are refused: find reads them.
/// </summary>
internal sealed class AggregateCommand(CollectionService service) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("aggregate")
    {
        Summary = "Aggregates a collection; only one that is not there, which gives nothing. Use find.",
        Fields = ["pipeline"],
        IgnoredFields = ["allowDiskUse", "bypassDocumentValidation", "collation", "cursor", "hint", "let"],
        RequiredActions = [PrivilegeActions.Find],
    };

    private static readonly string[] Sources =
        ["$changeStream", "$collStats", "$currentOp", "$documents", "$merge", "$out"];

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var name = CollectionTarget.Of(request);
        foreach (var stage in new CommandArguments(request).RequiredArray("pipeline"))
        {
            if (service.Collections.Find(name) is not null
                || (stage.Type == BsonType.Document && Sources.Any(source => !stage.AsDocument[source].IsMissing)))
            {
                throw new MongoCommandException(
                    ErrorCode.NotImplemented, $"aggregate cannot read {name} here; use find");
            }
        }

        return new(CommandReply.Cursor(name.ToString(), BsonArray.Empty));
    }
}
