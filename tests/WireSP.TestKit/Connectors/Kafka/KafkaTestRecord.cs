using System.Text;

namespace WireSP.TestKit.Connectors.Kafka;

/// <summary>A Kafka record as another program writes or reads it.</summary>
/// <param name="Value">The value; null for a tombstone.</param>
public sealed record KafkaTestRecord(byte[]? Value)
{
    /// <summary>Creates a record with a text value.</summary>
    public KafkaTestRecord(string value)
        : this(Encoding.UTF8.GetBytes(value))
    {
    }

    /// <summary>A record without value.</summary>
    public static KafkaTestRecord Tombstone { get; } = new((byte[]?)null);

    /// <summary>The key; null when there is none.</summary>
    public byte[]? Key { get; init; }

    /// <summary>The partition; null lets the producer choose.</summary>
    public int? Partition { get; init; }

    /// <summary>The offset that the record was read at.</summary>
    public long Offset { get; init; }

    /// <summary>Milliseconds since 1970-01-01 UTC; null stamps the record when it is produced.</summary>
    public long? TimestampMs { get; init; }

    /// <summary>Headers in order; a null value is a header without one.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]?>> Headers { get; init; } = [];

    /// <summary>The value as text.</summary>
    public string Text => Encoding.UTF8.GetString(Value ?? []);

    /// <summary>The key as text.</summary>
    public string KeyText => Encoding.UTF8.GetString(Key ?? []);
}
