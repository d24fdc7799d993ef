namespace WireSP.Server.Workspace;

/// <summary>A size that a stream processor runs on: a budget that is enforced, not a machine.</summary>
/// <param name="Name">The name that users write.</param>
/// <param name="Rank">Its place among the tiers, smallest first.</param>
/// <param name="MemoryBytes">Memory of the tier.</param>
/// <param name="ParallelismMax">Largest cumulative parallelism.</param>
/// <param name="KafkaPartitionsMax">Most Kafka partitions read; null for no limit.</param>
internal sealed record Tier(string Name, int Rank, long MemoryBytes, int ParallelismMax, int? KafkaPartitionsMax)
{
    /// <summary>Most collections that <c>initialSync</c> copies.</summary>
    public required int CopiedCollectionsMax { get; init; }

    /// <summary>Most bytes of operator state: 80 % of the memory.</summary>
    public long StateBytesMax => MemoryBytes / 5 * 4;
}
