using WireSP.Bson;
using WireSP.Streaming;

namespace WireSP.Connectors.Kafka;

/// <summary>
/// Stream metadata of Kafka records: <c>source: {type: "kafka", topic, partition, offset, key, headers, ts}</c>. Key
/// and headers are in the origin's details, when the record has any.
/// </summary>
internal sealed class KafkaOrigin(KafkaPartitions partitions, KafkaKeyFormat keyFormat) : IOriginDescriber
{
    public void WriteMetadata(in DocumentOrigin origin, BsonWriter writer)
    {
        var (topic, partition) = partitions.Describe(origin.Partition);
        var start = writer.BeginDocument("source"u8);
        writer.WriteString("type"u8, "kafka"u8);
        writer.WriteString("topic"u8, topic);
        writer.WriteInt32("partition"u8, partition);
        writer.WriteInt64("offset"u8, origin.Position);
        if (origin.Details.TryGetValue("key"u8, out var key))
        {
            writer.WriteValue("key"u8, key);
        }
        else if (keyFormat == KafkaKeyFormat.Binary)
        {
            writer.WriteValue("key"u8, BsonValue.FromBinary([]));
        }

        if (origin.Details.TryGetValue("headers"u8, out var headers))
        {
            writer.WriteValue("headers"u8, headers);
        }
        else
        {
            writer.End(writer.BeginArray("headers"u8));
        }

        writer.WriteDateTime("ts"u8, origin.IngestTimeMs);
        writer.End(start);
    }
}
