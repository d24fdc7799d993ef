using WireSP.Bson;
using WireSP.Streaming;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>
/// Stream metadata of changes: <c>source: {type: "atlas", ts, operationType, ns, documentKey}</c>, of copied documents
/// with <c>initialSync: {phase}</c>. The change itself is in the origin's details.
/// </summary>
internal sealed class ChangeOrigin : IOriginDescriber
{
    /// <summary>The origin of changes.</summary>
    public static readonly ChangeOrigin OfStream = new(isCopy: false);

    /// <summary>The origin of documents that were there before the stream.</summary>
    public static readonly ChangeOrigin OfCopy = new(isCopy: true);

    private readonly bool _isCopy;

    private ChangeOrigin(bool isCopy) => _isCopy = isCopy;

    public void WriteMetadata(in DocumentOrigin origin, BsonWriter writer)
    {
        var change = origin.Details;
        var start = writer.BeginDocument("source"u8);
        writer.WriteString("type"u8, "atlas"u8);
        writer.WriteDateTime("ts"u8, origin.IngestTimeMs);
        Copy(change, "operationType"u8, writer);
        Copy(change, "ns"u8, writer);
        Copy(change, "documentKey"u8, writer);
        if (_isCopy)
        {
            var sync = writer.BeginDocument("initialSync"u8);
            writer.WriteString("phase"u8, "copy"u8);
            writer.End(sync);
        }

        writer.End(start);
    }

    private static void Copy(BsonDocument change, ReadOnlySpan<byte> name, BsonWriter writer)
    {
        if (change.TryGetValue(name, out var value))
        {
            writer.WriteValue(name, value);
        }
    }
}
