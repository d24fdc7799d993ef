using WireSP.Bson;
using WireSP.Expressions;

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
