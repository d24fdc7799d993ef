using System.Runtime.InteropServices;

namespace WireSP.Connectors.Kafka.Native;

/// <summary>librdkafka's <c>rd_kafka_metadata_partition_t</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMetadataPartition
{
    public int Id;
    public int Error;
    public int Leader;
    public int ReplicaCount;
    public int* Replicas;
    public int InSyncReplicaCount;
    public int* InSyncReplicas;
}
