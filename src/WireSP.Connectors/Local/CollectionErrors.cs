using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.Local;

/// <summary>Errors of local collections, with the server's codes and, where clients look at them, its texts.</summary>
internal static class CollectionErrors
{
    /// <summary>Drivers give a stream up when an error has this label.</summary>
    private const string NonResumable = "NonResumableChangeStreamError";

    public static CollectionException BadValue(string message) => new(2, message);

    public static CollectionException FailedToParse(string message) => new(9, message);

    public static CollectionException NamespaceNotFound(string message) => new(26, message);

    public static CollectionException NamespaceExists(in CollectionNamespace name) =>
        new(48, $"Collection {name} already exists.");

    public static CollectionException InvalidNamespace(string message) => new(73, message);

    public static CollectionException NotSupported(string message) => new(238, message);

    /// <summary>What cannot be done to a time series, of which the server says the same about its options.</summary>
    public static CollectionException TimeSeries(in CollectionNamespace name, string refused) =>
        new(72, $"{refused} on the time series collection {name}, which only takes new documents");

    public static CollectionException TimeSeriesWatched(in CollectionNamespace name) =>
        new(166, $"Namespace {name} is a timeseries collection: its changes cannot be watched");

    public static CollectionException TooLarge(string message) => new(10334, message);

    public static CollectionException Dropped(in CollectionNamespace name) =>
        new(175, $"the collection {name} was dropped while the cursor was open");

    /// <summary>A document that a unique index refuses.</summary>
    public static CollectionException Duplicate(in CollectionNamespace name, LocalIndex index, BsonDocument keyValue) =>
        new(
            11000,
            $"E11000 duplicate key error collection: {name} index: {index.Name} dup key: {ShellText.Of(keyValue)}")
        {
            Extra = new BsonDocumentBuilder
            {
                { "keyPattern", index.KeyPattern }, { "keyValue", keyValue },
            }.ToDocument(),
        };

    /// <summary>A position before the oldest kept change.</summary>
    public static CollectionException HistoryLost() =>
        new(286, "Resume of change stream was not possible, as the resume point may no longer be in the history")
        {
            Labels = [NonResumable],
        };

    /// <summary>A pipeline that spoils the token that the stream would be resumed with.</summary>
    public static CollectionException TokenChanged(string before, string after) =>
        new(
            280,
            "Encountered an event whose _id field, which contains the resume token, was modified by the pipeline. "
            + "Modifying the _id field of an event makes it impossible to resume the stream from that point. "
            + $"Expected: {before} but found: {after}")
        {
            Labels = [NonResumable],
        };

    /// <summary>The code of a disk that fails.</summary>
    public const int StorageCode = 8;

    public static CollectionException StorageFailed(string message) =>
        new(StorageCode, $"the store of the collections failed: {message}");
}
