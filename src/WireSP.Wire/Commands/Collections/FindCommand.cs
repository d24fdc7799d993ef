using WireSP.Bson;

namespace WireSP.Wire.Commands.Collections;

/// <summary>Reads a collection. There are none, and one that does not exist has no documents.</summary>
internal sealed class FindCommand : ICommandHandler
{
    public static readonly CommandSpec Spec = new("find")
    {
        Summary = "Reads a collection; there are none, so nothing is found.",
        IgnoredFields =
        [
            "allowDiskUse", "allowPartialResults", "awaitData", "batchSize", "collation", "filter", "hint", "let",
            "limit", "max", "min", "noCursorTimeout", "projection", "returnKey", "showRecordId", "singleBatch", "skip",
            "sort", "tailable",
        ],
        RequiredActions = [PrivilegeActions.Find],
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken) =>
        new(CommandReply.Cursor(CollectionName.Read(request), BsonArray.Empty));
}
