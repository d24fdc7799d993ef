using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming;
using WireSP.Streaming.Sinks;

namespace WireSP.Connectors.Kafka;

/// <summary>A parsed <c>$emit</c> to Kafka.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Scope">What the stage's expressions read.</param>
/// <param name="Topic">Gives the topic's name.</param>
internal sealed record KafkaSinkOptions(KafkaConnection Connection, CompileContext Scope, Expression Topic)
{
    /// <summary>Gives the key; null when records have none.</summary>
    public Expression? Key { get; init; }

    /// <summary>How the key becomes bytes.</summary>
    public KafkaKeyFormat KeyFormat { get; init; }

    /// <summary>Gives the headers; null when records have none.</summary>
    public Expression? Headers { get; init; }

    /// <summary>Says of a document whether a tombstone is sent in its place; null when that never is.</summary>
    public Expression? TombstoneWhen { get; init; }

    /// <summary>How documents become JSON.</summary>
    public ExtendedJsonOptions Json { get; init; }

    /// <summary>Which acknowledgements are waited for.</summary>
    public string Acks { get; init; } = "all";

    /// <summary>How batches of records are compressed.</summary>
    public string Compression { get; init; } = "none";

    /// <summary>What the stage asks for; null for the best that its other settings allow.</summary>
    public DeliveryGuarantee? Delivery { get; init; }

    /// <summary>The topic's name when it does not depend on the document; else null.</summary>
    public string? ConstantTopic { get; } = Topic.IsConstant
        && Topic.Evaluate(new EvaluationContext(0, 0, TimeProvider.System)) is { Type: BsonType.String } name
            ? name.AsString
            : null;

    /// <summary>Why records cannot be written in transactions; null when they can.</summary>
    public string? TransactionRefusal =>
        Acks is not ("all" or "-1") ? $"acks '{Acks}' does not wait for every copy of a record"
        : ConstantTopic is null ? "the topic is computed"
        : null;

    /// <summary>Whether records are written in transactions, for a task that takes checkpoints.</summary>
    public bool IsTransactional => Delivery != DeliveryGuarantee.AtLeastOnce && TransactionRefusal is null;

    /// <summary>The group whose offset is the number of the checkpoint committed last.</summary>
    public static string TransactionGroup(TaskContext context) => $"wiresp-{context.ProcessorId}";

    /// <summary>Settings of the native client that reads that number.</summary>
    public IEnumerable<KeyValuePair<string, string>> NumberReaderSettings(string group) =>
    [
        new("socket.timeout.ms", "30000"),
        new("reconnect.backoff.max.ms", "2000"),
        .. Connection.Settings,
        new("group.id", group),
        new("enable.auto.commit", "false"),
    ];

    /// <summary>Settings of the native producer that writes in transactions.</summary>
    public IEnumerable<KeyValuePair<string, string>> TransactionSettings(TaskContext context)
    {
        // A transaction lasts as long as a checkpoint is apart from the next, and as the store takes.
        var timeout = KafkaLimits.TransactionTimeout;
        if (context.CheckpointInterval is { } interval && interval * 3 > timeout)
        {
            var longest = KafkaLimits.TransactionTimeoutMax;
            timeout = interval * 3 < longest ? interval * 3 : longest;
        }

        return
        [
            .. ProducerSettings(),
            new("transactional.id", TransactionGroup(context)),
            new("transaction.timeout.ms", Number((int)timeout.TotalMilliseconds)),
        ];
    }

    /// <summary>Settings of the native producer.</summary>
    public IEnumerable<KeyValuePair<string, string>> ProducerSettings() =>
    [
        new("linger.ms", "5"),
        new("queue.buffering.max.messages", Number(KafkaLimits.InFlightRecordsMax)),
        new("queue.buffering.max.kbytes", Number(KafkaLimits.InFlightKilobytesMax)),
        new("message.timeout.ms", Number((int)KafkaLimits.BrokerTimeout.TotalMilliseconds)),
        new("reconnect.backoff.max.ms", "2000"),
        .. Connection.Settings,
        new("acks", Acks),

        // Without it a retry could write a record twice or out of order; it needs every acknowledgement.
        new("enable.idempotence", Acks is "all" or "-1" ? "true" : "false"),
        new("compression.type", Compression),
    ];

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
