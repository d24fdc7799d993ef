using System.Runtime.InteropServices;

namespace WireSP.Connectors.Kafka.Native;

/// <summary>librdkafka's <c>rd_kafka_topic_partition_t</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeTopicPartition
{
    public byte* Topic;
    public int Partition;
    public long Offset;
    public void* Metadata;
    public nuint MetadataSize;
    public void* Opaque;
    public int Error;
    public void* Private;
}
