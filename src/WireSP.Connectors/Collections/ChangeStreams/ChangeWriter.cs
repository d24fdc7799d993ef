using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>
/// Puts changes into batches, whole or only the document that they show; a change that shows none is then a dead
/// letter, because a document that is left out silently is looked for in vain.
/// </summary>
internal sealed class ChangeWriter(ChangeSourceOptions options, TimeProvider clock)
{
    private const string NoDocument =
        "the change has no fullDocument, and fullDocumentOnly hands on nothing else: deletes have none, updates have "
        + "one only with fullDocument: 'updateLookup' and while the document is there";

    /// <summary>When the last change happened, milliseconds since 1970-01-01 UTC; null before the first.</summary>
    public long? LastTimeMs { get; private set; }

    /// <summary>Adds a change, which lives in memory that is never used again.</summary>
    /// <exception cref="StreamProcessorException">It does not say when it happened.</exception>
    public void Add(SourceBatch batch, BsonDocument change, ChangeOrigin kind)
    {
        var timeMs = TimeOf(change);
        LastTimeMs = timeMs;
        var origin = new DocumentOrigin(kind, 0, 0, clock.GetUtcNow().ToUnixTimeMilliseconds(), change);
        if (!options.IsFullDocumentOnly)
        {
            batch.Add(change, timeMs, origin);
        }
        else if (change["fullDocument"] is { Type: BsonType.Document } full)
        {
            batch.Add(full.AsDocument, timeMs, origin);
        }
        else
        {
            batch.AddUndecodable(new UndecodableRecord(change, NoDocument, origin));
        }
    }

    // Members before version 6 tell the time of the cluster only.
    private static long TimeOf(BsonDocument change)
    {
        if (change.TryGetValue("wallTime"u8, out var wall) && wall.Type == BsonType.DateTime)
        {
            return wall.AsDateTimeMs;
        }

        return change.TryGetValue("clusterTime"u8, out var time) && time.Type == BsonType.Timestamp
            ? (long)(time.AsTimestamp >> 32) * 1000
            : throw ChangeErrors.NoTime();
    }
}
