using WireSP.Bson;

namespace WireSP.Connectors.Kafka;

/// <summary>
/// Decodes record values: JSON or Extended JSON, also behind the schema registry's prefix. A tombstone becomes the
/// empty document, because a stage behind it can tell it from all others.
/// </summary>
/// <remarks>
/// The prefix of Confluent's serializers: one byte 0, four bytes of schema id, then the JSON text.
/// </remarks>
internal static class KafkaValueDecoder
{
    private const int PrefixLength = 5;

    private static readonly byte[] EmptyDocument = [5, 0, 0, 0, 0];

    /// <summary>Appends the value's document to a writer.</summary>
    /// <returns>What is wrong with the value; null when it was decoded.</returns>
    public static string? TryDecode(
        bool isTombstone, ReadOnlySpan<byte> value, BsonWriter writer, out BsonDocument document)
    {
        if (isTombstone)
        {
            var start = writer.Position;
            writer.WriteRaw(EmptyDocument);
            document = writer.DocumentFrom(start);
            return null;
        }

        var hasPrefix = value.Length > 0 && value[0] == 0;
        if (hasPrefix && !BeginsJson(value))
        {
            document = default;
            return "the value begins with a schema id, but no JSON text follows it: is it Avro?";
        }

        var json = hasPrefix ? value[PrefixLength..] : value;
        if (!JsonTranscoder.TryTranscode(json, writer, out document, out var error))
        {
            return value.IsEmpty ? "the value is empty" : $"the value is not JSON: {error}";
        }

        if (document.Length <= BsonLimits.DocumentSizeBytesMax)
        {
            return null;
        }

        var length = document.Length;
        writer.Truncate(writer.Position - length);
        document = default;
        return $"the document has {length} bytes, which is more than {BsonLimits.DocumentSizeBytesMax}";
    }

    private static bool BeginsJson(ReadOnlySpan<byte> value)
    {
        var text = value.Length > PrefixLength ? value[PrefixLength..].TrimStart(" \t\r\n"u8) : default;
        return text.Length > 0 && text[0] is (byte)'{' or (byte)'[';
    }
}
