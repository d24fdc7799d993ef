using System.Runtime.InteropServices;

namespace WireSP.Connectors.Kafka.Native;

/// <summary>librdkafka's <c>rd_kafka_message_t</c>: a consumed record, a delivery report or an error.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMessage
{
    public int Error;
    public nint Topic;
    public int Partition;
    public byte* Payload;
    public nuint Length;
    public byte* Key;
    public nuint KeyLength;
    public long Offset;

    // Consumer: the library's own. Delivery report: the number given when the record was produced.
    public nint Opaque;

    /// <summary>The record's value; empty also for a tombstone, whose <see cref="Payload"/> is null.</summary>
    public readonly ReadOnlySpan<byte> ValueSpan => new(Payload, checked((int)Length));

    /// <summary>The record's key; empty also when there is none.</summary>
    public readonly ReadOnlySpan<byte> KeySpan => new(Key, checked((int)KeyLength));
}
