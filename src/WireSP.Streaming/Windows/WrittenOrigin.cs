using WireSP.Bson;

namespace WireSP.Streaming.Windows;

/// <summary>Stream metadata that was written out before, as it comes back from a snapshot.</summary>
internal sealed class WrittenOrigin(BsonDocument metadata) : IOriginDescriber
{
    /// <inheritdoc/>
    public void WriteMetadata(in DocumentOrigin origin, BsonWriter writer) => writer.WriteRaw(metadata.Span[4..^1]);
}
