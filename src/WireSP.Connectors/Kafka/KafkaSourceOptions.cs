using WireSP.Streaming;

namespace WireSP.Connectors.Kafka;

/// <summary>A parsed <c>$source</c> over Kafka.</summary>
internal sealed record KafkaSourceOptions(KafkaConnection Connection, IReadOnlyList<string> Topics)
{
    /// <summary>The setting for how long fetching rests when enough is fetched; not known to old libraries.</summary>
    public const string QueueBackoff = "fetch.queue.backoff.ms";

    /// <summary>Where reading begins without a position.</summary>
    public KafkaOffsetReset OffsetReset { get; init; }

    /// <summary>The consumer group that the user named; null for the default.</summary>
    public string? GroupId { get; init; }

    /// <summary>What the user set; null for the default.</summary>
    public bool? EnableAutoCommit { get; init; }

    /// <summary>How keys are decoded.</summary>
    public KafkaKeyFormat KeyFormat { get; init; }

    /// <summary>
    /// Whether a document whose key cannot be decoded goes on without it, instead of to the dead letters.
    /// </summary>
    public bool PassesKeyErrors { get; init; }

    /// <summary>Least partition that is read.</summary>
    public int PartitionMin { get; init; }

    /// <summary>Greatest partition that is read.</summary>
    public int PartitionMax { get; init; } = int.MaxValue;

    /// <summary>How long a partition may be silent before the watermark goes on without it.</summary>
    public TimeSpan? PartitionIdleTimeout { get; init; }

    /// <summary>The group whose offsets are committed; null when none are.</summary>
    public string? CommitGroup(TaskContext context) =>
        GroupId ?? (context.IsEphemeral ? null : $"asp-{context.ProcessorId}-consumer");

    /// <summary>
    /// Whether offsets are committed when documents are handed on, and not only when they have taken effect.
    /// </summary>
    public bool CommitsEarly(TaskContext context) => EnableAutoCommit ?? CommitGroup(context) is not null;

    /// <summary>Settings of the native consumer.</summary>
    public IEnumerable<KeyValuePair<string, string>> ConsumerSettings(TaskContext context)
    {
        // A client that reads needs a group's name even when it neither joins nor commits.
        var group = CommitGroup(context) ?? $"wiresp-{context.ProcessorId}";
        return
        [
            // Memory for one processor, not for a machine of its own; what is fetched but not yet taken waits here.
            new("queued.max.messages.kbytes", "16384"),
            new(QueueBackoff, "10"),
            new("fetch.wait.max.ms", "250"),
            new("reconnect.backoff.max.ms", "2000"),
            new("socket.timeout.ms", "30000"),
            .. Connection.Settings,
            new("group.id", group),
            new("auto.offset.reset", OffsetReset == KafkaOffsetReset.Earliest ? "earliest" : "latest"),
            new("enable.auto.commit", "false"),
            new("enable.auto.offset.store", "false"),
            new("enable.partition.eof", "false"),
            new("allow.auto.create.topics", "false"),
        ];
    }
}
