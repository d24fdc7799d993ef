using System.Buffers.Binary;
using WireSP.Bson;

namespace WireSP.Connectors.Kafka;

/// <summary>Turns values into the bytes of keys and headers.</summary>
internal static class KafkaBytes
{
    /// <summary>Appends a key's bytes.</summary>
    /// <returns>False when the value is not of the format.</returns>
    public static bool TryWriteKey(
        in BsonValue value, KafkaKeyFormat format, ExtendedJsonOptions json, BsonWriter output)
    {
        switch (format)
        {
            case KafkaKeyFormat.Json when !value.IsMissing:
                ExtendedJson.Write(value, output, json);
                return true;
            case KafkaKeyFormat.Text when value.Type == BsonType.String:
                output.WriteRaw(value.AsStringUtf8);
                return true;
            case KafkaKeyFormat.Binary when value.Type == BsonType.Binary:
                output.WriteRaw(value.AsBinary);
                return true;
            case KafkaKeyFormat.Int32 when TryGetInteger(value, out var number) && number == (int)number:
                WriteInt32((int)number, output);
                return true;
            case KafkaKeyFormat.Int64 when TryGetInteger(value, out var number):
                WriteInt64(number, output);
                return true;
            case KafkaKeyFormat.Double when TryGetDouble(value, out var number):
                WriteInt64(BitConverter.DoubleToInt64Bits(number), output);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Appends a header's bytes; a null value has none.</summary>
    /// <returns>False when headers cannot carry values of that type.</returns>
    public static bool TryWriteHeader(in BsonValue value, ExtendedJsonOptions json, BsonWriter output)
    {
        switch (value.Type)
        {
            case BsonType.Null:
                return true;
            case BsonType.Binary:
                output.WriteRaw(value.AsBinary);
                return true;
            case BsonType.String:
                output.WriteRaw(value.AsStringUtf8);
                return true;
            case BsonType.Document:
                ExtendedJson.Write(value, output, json);
                return true;
            case BsonType.Int32:
                WriteInt32(value.AsInt32, output);
                return true;
            case BsonType.Int64:
                WriteInt64(value.AsInt64, output);
                return true;
            case BsonType.Double:
                WriteInt64(BitConverter.DoubleToInt64Bits(value.AsDouble), output);
                return true;
            default:
                return false;
        }
    }

    private static bool TryGetInteger(in BsonValue value, out long number)
    {
        number = value.Type switch
        {
            BsonType.Int32 => value.AsInt32,
            BsonType.Int64 => value.AsInt64,
            BsonType.Double when Math.Abs(value.AsDouble) < 9.2e18 => (long)value.AsDouble,
            _ => 0,
        };
        return value.Type is BsonType.Int32 or BsonType.Int64
            || (value.Type == BsonType.Double && value.AsDouble == number);
    }

    private static bool TryGetDouble(in BsonValue value, out double number)
    {
        number = value.Type switch
        {
            BsonType.Int32 => value.AsInt32,
            BsonType.Int64 => value.AsInt64,
            BsonType.Double => value.AsDouble,
            _ => 0,
        };
        return value.Type is BsonType.Int32 or BsonType.Int64 or BsonType.Double;
    }

    private static void WriteInt32(int number, BsonWriter output)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        output.WriteRaw(bytes);
    }

    private static void WriteInt64(long number, BsonWriter output)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        output.WriteRaw(bytes);
    }
}
