using System.Buffers.Binary;
using System.Text;

namespace WireSP.TestKit.Connectors.Kafka.Broker;

/// <summary>Reads a request of the Kafka protocol; see https://kafka.apache.org/protocol.</summary>
internal ref struct BrokerReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public byte ReadByte() => Take(1)[0];

    public short ReadInt16() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    public int ReadInt32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public long ReadInt64() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    public string? ReadText()
    {
        var length = ReadInt16();
        return length < 0 ? null : Encoding.UTF8.GetString(Take(length));
    }

    public byte[] ReadBytes()
    {
        var length = ReadInt32();
        return length < 0 ? [] : Take(length).ToArray();
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
