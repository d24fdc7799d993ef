using System.Runtime.InteropServices;

namespace WireSP.Connectors.Kafka.Native;

/// <summary>librdkafka's <c>rd_kafka_metadata_topic_t</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMetadataTopic
{
    public byte* Name;
    public int PartitionCount;
    public NativeMetadataPartition* Partitions;
    public int Error;
}
