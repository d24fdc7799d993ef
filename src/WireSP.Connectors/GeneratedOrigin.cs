using WireSP.Bson;
using WireSP.Streaming;

namespace WireSP.Connectors;

/// <summary>Stream metadata of documents that no outside system made: <c>source: {type: "generated", ts}</c>.</summary>
internal sealed class GeneratedOrigin : IOriginDescriber
{
    public static readonly GeneratedOrigin Instance = new();

    public void WriteMetadata(in DocumentOrigin origin, BsonWriter writer)
    {
        var start = writer.BeginDocument("source"u8);
        writer.WriteString("type"u8, "generated"u8);
        writer.WriteDateTime("ts"u8, origin.IngestTimeMs);
        writer.End(start);
    }
}
