using WireSP.Bson;

namespace WireSP.Streaming.Windows;

/// <summary>
/// What sessions have in common whose first documents came in one batch: there may be millions of them. Of the source
/// no more is kept than their results tell, which is its type.
/// </summary>
/// <param name="Held">Where the source has to be read again from for their documents.</param>
/// <param name="Timestamp">The clock's timestamp when the documents arrived; results have waited that long.</param>
/// <param name="Source">Knows the source's type.</param>
/// <param name="SourcePartition">One of the partitions that it knows.</param>
internal sealed record SessionOpening(
    HeldPositions.Entry Held, long Timestamp, IOriginDescriber? Source, int SourcePartition)
{
    /// <summary>The origin of the sessions' results, before it names the session.</summary>
    public DocumentOrigin Origin => new(Source, SourcePartition, 0, 0, BsonDocument.Empty);
}
