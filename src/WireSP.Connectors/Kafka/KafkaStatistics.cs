using WireSP.Bson;

namespace WireSP.Connectors.Kafka;

/// <summary>Writes <c>kafkaPartitions</c> and <c>kafkaTotalOffsetLag</c> of a source's statistics.</summary>
internal static class KafkaStatistics
{
    public static void Write(
        BsonWriter writer,
        KafkaPartitions partitions,
        KafkaConsumer consumer,
        TimeSpan? idleTimeout,
        TimeProvider clock)
    {
        var total = 0L;
        var index = 0;
        var list = writer.BeginArray("kafkaPartitions"u8);
        foreach (var partition in partitions.All)
        {
            // Records may be taken before the library knows of the log's new end.
            var lag = Math.Max(0, (consumer.EndOffset(partition) ?? partition.NextOffset) - partition.NextOffset);
            total += lag;
            writer.WriteHeader(BsonType.Document, index++);
            var item = writer.BeginDocument();
            if (partitions.Topics.Count > 1)
            {
                writer.WriteString("topic"u8, partition.Topic);
            }

            writer.WriteInt32("partition"u8, partition.Number);
            writer.WriteInt64("currentOffset"u8, partition.NextOffset);
            if (partition.CheckpointOffset is { } checkpoint)
            {
                writer.WriteInt64("checkpointOffset"u8, checkpoint);
            }

            writer.WriteInt64("partitionOffsetLag"u8, lag);
            writer.WriteBoolean(
                "isIdle"u8, idleTimeout is { } limit && clock.GetElapsedTime(partition.LastSeenTimestamp) > limit);
            writer.End(item);
        }

        writer.End(list);
        writer.WriteInt64("kafkaTotalOffsetLag"u8, total);
    }
}
