namespace WireSP.Connectors.Kafka;

/// <summary>The words for key formats in stages.</summary>
internal static class KafkaKeyFormats
{
    /// <summary>Words that <c>$source</c> takes.</summary>
    public static readonly string[] SourceWords = ["binData", "int", "json", "long", "string"];

    /// <summary>Words that <c>$emit</c> takes.</summary>
    public static readonly string[] SinkWords = ["binData", "double", "int", "json", "long", "string"];

    /// <summary>The format of a word; binary for none.</summary>
    public static KafkaKeyFormat Parse(string? word) => word switch
    {
        "double" => KafkaKeyFormat.Double,
        "int" => KafkaKeyFormat.Int32,
        "json" => KafkaKeyFormat.Json,
        "long" => KafkaKeyFormat.Int64,
        "string" => KafkaKeyFormat.Text,
        _ => KafkaKeyFormat.Binary,
    };
}
