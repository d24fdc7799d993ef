using WireSP.Bson;

namespace WireSP.Streaming.Tasks;

/// <summary>Writes a document's stream metadata from its origin, as <c>{$meta: "stream"}</c> shows it.</summary>
internal static class StreamMetadata
{
    /// <summary>Writes the metadata as one field; an origin without describer gives an empty document.</summary>
    public static void Write(BsonWriter writer, string fieldName, in DocumentOrigin origin)
    {
        var start = writer.BeginDocument(fieldName);
        origin.Describer?.WriteMetadata(origin, writer);
        writer.End(start);
    }

    /// <summary>Writes the metadata as a document of its own at the writer's end.</summary>
    public static BsonDocument Write(BsonWriter writer, in DocumentOrigin origin)
    {
        var start = writer.BeginDocument();
        origin.Describer?.WriteMetadata(origin, writer);
        writer.End(start);
        return writer.DocumentFrom(start);
    }
}
