namespace WireSP.Connectors.Kafka;

/// <summary>Named limits and waits of the Kafka source and sink.</summary>
internal static class KafkaLimits
{
    /// <summary>How long a cluster may take to answer before the connection counts as lost.</summary>
    public static readonly TimeSpan BrokerTimeout = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long all brokers may refuse before an attempt is given up: the processor's own retries wait longer than
    /// that.
    /// </summary>
    public static readonly TimeSpan RefusedTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a topic that is not there is waited for: metadata of a new one takes a moment to spread.
    /// </summary>
    public static readonly TimeSpan TopicWait = TimeSpan.FromSeconds(5);

    /// <summary>After which the cluster gives a transaction up.</summary>
    public static readonly TimeSpan TransactionTimeout = TimeSpan.FromSeconds(60);

    /// <summary>The same at most: clusters refuse more than a quarter of an hour.</summary>
    public static readonly TimeSpan TransactionTimeoutMax = TimeSpan.FromMinutes(15);

    /// <summary>How often new partitions are looked for.</summary>
    public static readonly TimeSpan PartitionRefreshInterval = TimeSpan.FromSeconds(30);

    /// <summary>How often group offsets are committed while documents are handed over.</summary>
    public static readonly TimeSpan CommitInterval = TimeSpan.FromSeconds(1);

    /// <summary>Longest single call into the library, so that a stop never waits longer.</summary>
    public const int CallSliceMs = 500;

    /// <summary>Records taken from the library at once.</summary>
    public const int RecordsPerCallMax = 1024;

    /// <summary>
    /// Most bytes of an undecodable record that a dead letter carries; the reason tells the full size.
    /// </summary>
    public const int DeadLetterBytesMax = 1024 * 1024;

    /// <summary>Most bytes of a produced record's value that wait in the library for a broker (32 MiB).</summary>
    public const int InFlightKilobytesMax = 32 * 1024;

    /// <summary>Most produced records that wait for an acknowledgement.</summary>
    public const int InFlightRecordsMax = 100_000;
}
