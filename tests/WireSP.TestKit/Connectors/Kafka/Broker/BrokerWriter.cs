using System.Buffers.Binary;
using System.Text;

namespace WireSP.TestKit.Connectors.Kafka.Broker;

/// <summary>Writes an answer of the Kafka protocol.</summary>
internal sealed class BrokerWriter
{
    private readonly MemoryStream _bytes = new();

    public byte[] ToArray() => _bytes.ToArray();

    public BrokerWriter Byte(byte value)
    {
        _bytes.WriteByte(value);
        return this;
    }

    public BrokerWriter Int16(int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteInt16BigEndian(bytes, (short)value);
        _bytes.Write(bytes);
        return this;
    }

    public BrokerWriter Int32(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        _bytes.Write(bytes);
        return this;
    }

    public BrokerWriter Int64(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        _bytes.Write(bytes);
        return this;
    }

    public BrokerWriter Text(string? value)
    {
        if (value is null)
        {
            return Int16(-1);
        }

        var bytes = Encoding.UTF8.GetBytes(value);
        Int16(bytes.Length);
        return Raw(bytes);
    }

    public BrokerWriter Bytes(ReadOnlySpan<byte> value)
    {
        Int32(value.Length);
        return Raw(value);
    }

    public BrokerWriter Raw(ReadOnlySpan<byte> value)
    {
        _bytes.Write(value);
        return this;
    }
}
