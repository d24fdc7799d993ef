namespace WireSP.Connectors.Kafka;

/// <summary>How the bytes of a record's key stand for a value.</summary>
internal enum KafkaKeyFormat
{
    /// <summary>The bytes as they are.</summary>
    Binary,

    /// <summary>UTF-8 text.</summary>
    Text,

    /// <summary>JSON or Extended JSON.</summary>
    Json,

    /// <summary>Four bytes, big-endian.</summary>
    Int32,

    /// <summary>Eight bytes, big-endian.</summary>
    Int64,

    /// <summary>Eight bytes of IEEE 754, big-endian.</summary>
    Double,
}
