using WireSP.Bson;

namespace WireSP.Streaming.Operators;

/// <summary>
/// Metadata that a stage has changed: written out in full among the details of each document. Without these, what the
/// source says of all its documents.
/// </summary>
internal sealed class SetMetadataOrigin(IOriginDescriber? inner) : IOriginDescriber
{
    /// <summary>Where the document came from before.</summary>
    public IOriginDescriber? Inner => inner;

    /// <inheritdoc/>
    public void WriteMetadata(in DocumentOrigin origin, BsonWriter writer)
    {
        if (origin.Details.IsEmpty)
        {
            inner?.WriteMetadata(origin, writer);
        }
        else
        {
            writer.WriteRaw(origin.Details.Span[4..^1]);
        }
    }
}
