using WireSP.Bson;
using WireSP.Streaming;

namespace WireSP.TestKit.Streaming;

/// <summary>Metadata of test documents: <c>source: {type: "test", partition, position}</c>.</summary>
internal sealed class TestOrigin : IOriginDescriber
{
    /// <summary>The one describer of all test sources.</summary>
    public static readonly TestOrigin Instance = new();

    /// <inheritdoc/>
    public void WriteMetadata(in DocumentOrigin origin, BsonWriter writer)
    {
        var source = writer.BeginDocument("source"u8);
        writer.WriteString("type"u8, "test"u8);
        writer.WriteInt32("partition"u8, origin.Partition);
        writer.WriteInt64("position"u8, origin.Position);
        writer.End(source);
    }
}
