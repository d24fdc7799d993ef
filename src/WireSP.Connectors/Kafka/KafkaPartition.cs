namespace WireSP.Connectors.Kafka;

/// <summary>One partition that a source reads, and how far it has come.</summary>
/// <param name="topicIndex">The topic's index in the stage's list.</param>
/// <param name="topic">The topic's name.</param>
/// <param name="number">The partition's number in the topic.</param>
/// <param name="nextOffset">The offset to read next.</param>
internal sealed class KafkaPartition(int topicIndex, string topic, int number, long nextOffset)
{
    /// <summary>The topic's index in the stage's list.</summary>
    public int TopicIndex { get; } = topicIndex;

    /// <summary>The topic's name.</summary>
    public string Topic { get; } = topic;

    /// <summary>The partition's number in the topic.</summary>
    public int Number { get; } = number;

    /// <summary>The offset to read next.</summary>
    public long NextOffset { get; set; } = nextOffset;

    /// <summary>The offset up to which everything has taken effect; null before the first checkpoint.</summary>
    public long? CheckpointOffset { get; set; }

    /// <summary>When the last record came, by the clock's timestamp.</summary>
    public long LastSeenTimestamp { get; set; }
}
