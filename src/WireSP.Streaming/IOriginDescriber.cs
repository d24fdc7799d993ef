using WireSP.Bson;

namespace WireSP.Streaming;

/// <summary>
/// Writes the <c>source</c> part (for window results also the <c>window</c> part) of stream metadata.
/// </summary>
public interface IOriginDescriber
{
    /// <summary>
    /// Appends the elements, for example <c>source: {type: "kafka", topic, partition, offset, …}</c>.
    /// </summary>
    void WriteMetadata(in DocumentOrigin origin, BsonWriter writer);
}
