namespace WireSP.TestKit.Connectors.Kafka;

/// <summary>An offset that a consumer group has committed.</summary>
internal sealed record CommittedOffset(string Topic, int Partition, long Offset);
