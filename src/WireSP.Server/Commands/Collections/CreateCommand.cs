using WireSP.Bson;
using WireSP.Connectors.Collections.TimeSeries;
using WireSP.Connectors.Local;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>
/// Makes a collection. Its options are whether changes keep how documents were before and after, and what makes it a
/// time series: one that only takes measurements, stored like any other.
/// </summary>
internal sealed class CreateCommand(CollectionService service) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("create")
    {
        Summary = "Makes a collection, with pre- and post-images of its changes, or a time series, when asked for.",
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
            "collections here are plain: not capped, no views, no validators, nothing expires",
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
            "validationAction",
            "validationLevel",
            "validator",
            "viewOn");
        var name = CollectionTarget.Of(request);
        var options = ReadOptions(request);
        _ = await service.Collections.WriteAsync(
            transaction => transaction.Find(name) is { } existing && existing.Options.Span.SequenceEqual(options.Span)
                ? existing
                : transaction.Create(name, options),
            cancellationToken);
        return CommandReply.Ok;
    }

    private static BsonDocument ReadOptions(CommandRequest request)
    {
        var images = CollectionImages.Read(request);
        if (request.Body["timeseries"].IsNullish)
        {
            return images.Copy();
        }

        return images.IsEmpty
            ? TimeSeriesSpec.Read(request.Body["timeseries"]).ToStoredOptions()
            : throw new CollectionException(72, "A time series collection keeps no images of changes");
    }
}
