using System.Runtime.InteropServices;

namespace WireSP.Connectors.Kafka.Native;

/// <summary>librdkafka's <c>rd_kafka_metadata_t</c>: the brokers, topics and partitions of a cluster.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMetadata
{
    public int BrokerCount;
    public void* Brokers;
    public int TopicCount;
    public NativeMetadataTopic* Topics;
    public int OriginBrokerId;
    public byte* OriginBrokerName;
}
