namespace WireSP.TestKit.Connectors.Kafka.Broker;

/// <summary>What a cluster knows of one transactional id.</summary>
internal sealed class BrokerTransaction(long producerId)
{
    public long ProducerId { get; } = producerId;

    public short Epoch { get; set; } = -1;

    /// <summary>Partitions that the open transaction has written to.</summary>
    public HashSet<(string Topic, int Partition)> Partitions { get; } = [];

    /// <summary>Group offsets that become visible when it is committed.</summary>
    public Dictionary<(string Group, string Topic, int Partition), long> Offsets { get; } = [];
}
