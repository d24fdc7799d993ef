using WireSP.Bson;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Makes a collection; the one option is whether changes keep how documents were before and after.</summary>
internal sealed class CreateCommand(CollectionService service) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("create")
    {
        Summary = "Makes a collection, with pre- and post-images of its changes when asked for.",
        Fields =
        [
            "autoIndexId", "capped", "changeStreamPreAndPostImages", "clusteredIndex", "collation", "encryptedFields",
            "expireAfterSeconds", "indexOptionDefaults", "max", "pipeline", "size", "storageEngine", "timeseries",
            "validationAction", "validationLevel", "validator", "viewOn",
        ],
        RequiredActions = [PrivilegeActions.Write],
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        CollectionTarget.CheckCollation(request.Body);
        CollectionTarget.Refuse(
            request.Body,
            "collections here are plain: not capped, no views, no time series, no validators",
            "autoIndexId",
            "capped",
            "clusteredIndex",
            "encryptedFields",
            "expireAfterSeconds",
            "indexOptionDefaults",
            "max",
            "pipeline",
            "size",
            "storageEngine",
            "timeseries",
            "validationAction",
            "validationLevel",
            "validator",
            "viewOn");
        var name = CollectionTarget.Of(request);
        var options = CollectionImages.Read(request).Copy();
        _ = await service.Collections.WriteAsync(
            transaction => transaction.Find(name) is { } existing && existing.Options.Span.SequenceEqual(options.Span)
                ? existing
                : transaction.Create(name, options),
            cancellationToken);
        return CommandReply.Ok;
    }
}
