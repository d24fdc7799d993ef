using WireSP.Bson;

namespace WireSP.Streaming.Windows;

/// <summary>Stream metadata that was written out before, as it comes back from a snapshot.</summary>
internal sealed class WrittenOrigin(BsonDocument metadata) : IOriginDescriber
{
    /// <summary>Writes an origin as elements of an open document, its metadata in full.</summary>
    public static void Write(in DocumentOrigin origin, BsonWriter state)
    {
        state.WriteInt32("partition"u8, origin.Partition);
        state.WriteInt64("position"u8, origin.Position);
        state.WriteInt64("ingested"u8, origin.IngestTimeMs);
        var metadata = state.BeginDocument("origin"u8);
        origin.Describer?.WriteMetadata(origin, state);
        state.End(metadata);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static DocumentOrigin Read(BsonDocument state) => new(
        new WrittenOrigin(state["origin"].AsDocument.Copy()),
        state["partition"].AsInt32,
        state["position"].AsInt64,
        state["ingested"].AsInt64,
        BsonDocument.Empty);

    /// <inheritdoc/>
    public void WriteMetadata(in DocumentOrigin origin, BsonWriter writer) => writer.WriteRaw(metadata.Span[4..^1]);
}
