using System.Runtime.InteropServices;

namespace WireSP.Connectors.Kafka.Native;

/// <summary>librdkafka's <c>rd_kafka_topic_partition_list_t</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeTopicPartitionList
{
    public int Count;
    public int Size;
    public NativeTopicPartition* Elements;
}
