using System.Buffers.Binary;
using System.Text.Unicode;
using WireSP.Bson;

namespace WireSP.Connectors.Kafka;

/// <summary>Decodes record keys into the <c>key</c> of stream metadata.</summary>
internal static class KafkaKeyDecoder
{
    /// <summary>Appends an element <c>key</c>; writes nothing when the bytes are not of the format.</summary>
    /// <returns>What is wrong with the bytes; null when they were decoded.</returns>
    public static string? TryWrite(BsonWriter writer, ReadOnlySpan<byte> key, KafkaKeyFormat format)
    {
        switch (format)
        {
            case KafkaKeyFormat.Text when Utf8.IsValid(key):
                writer.WriteString("key"u8, key);
                return null;
            case KafkaKeyFormat.Int32 when key.Length == sizeof(int):
                writer.WriteInt32("key"u8, BinaryPrimitives.ReadInt32BigEndian(key));
                return null;
            case KafkaKeyFormat.Int64 when key.Length == sizeof(long):
                writer.WriteInt64("key"u8, BinaryPrimitives.ReadInt64BigEndian(key));
                return null;
            case KafkaKeyFormat.Double when key.Length == sizeof(double):
                writer.WriteDouble("key"u8, BinaryPrimitives.ReadDoubleBigEndian(key));
                return null;
            case KafkaKeyFormat.Binary:
                WriteBinary(writer, "key"u8, key);
                return null;
            case KafkaKeyFormat.Json:
                return TryWriteJson(writer, key);
            case KafkaKeyFormat.Text:
                return "the key is not UTF-8 text, as keyFormat string asks for";
            default:
                return $"the key has {key.Length} bytes, keyFormat {Word(format)} asks for {Size(format)}";
        }
    }

    /// <summary>Appends binary data of the generic subtype, without making a value of it first.</summary>
    public static void WriteBinary(BsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> bytes)
    {
        writer.WriteHeader(BsonType.Binary, name);
        writer.WriteRawInt32(bytes.Length);
        writer.WriteRaw([0]);
        writer.WriteRaw(bytes);
    }

    private static string? TryWriteJson(BsonWriter writer, ReadOnlySpan<byte> key)
    {
        try
        {
            writer.WriteValue("key"u8, ExtendedJson.ParseValue(key));
            return null;
        }
        catch (BsonFormatException error)
        {
            return $"the key is not JSON, as keyFormat json asks for: {error.Message}";
        }
    }

    private static int Size(KafkaKeyFormat format) => format == KafkaKeyFormat.Int32 ? sizeof(int) : sizeof(long);

    private static string Word(KafkaKeyFormat format) => format switch
    {
        KafkaKeyFormat.Int32 => "int",
        KafkaKeyFormat.Int64 => "long",
        _ => "double",
    };
}
