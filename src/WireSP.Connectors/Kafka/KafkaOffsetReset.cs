namespace WireSP.Connectors.Kafka;

/// <summary>Where reading a partition begins when no position says so.</summary>
internal enum KafkaOffsetReset
{
    /// <summary>After the last record that is there now.</summary>
    Latest,

    /// <summary>At the first record that is still there.</summary>
    Earliest,
}
