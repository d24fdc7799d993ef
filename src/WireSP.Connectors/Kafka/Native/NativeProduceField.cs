using System.Runtime.InteropServices;

namespace WireSP.Connectors.Kafka.Native;

/// <summary>
/// librdkafka's <c>rd_kafka_vu_t</c>: one property of a record to produce, a tag and a 64-byte union.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 72)]
internal unsafe struct NativeProduceField
{
    private const int TopicTag = 2;
    private const int PartitionTag = 3;
    private const int ValueTag = 4;
    private const int KeyTag = 5;
    private const int OpaqueTag = 6;
    private const int FlagsTag = 7;
    private const int TimestampTag = 8;
    private const int HeadersTag = 10;

    [FieldOffset(0)]
    private int _tag;

    [FieldOffset(8)]
    private nint _pointer;

    [FieldOffset(8)]
    private int _number;

    [FieldOffset(8)]
    private long _longNumber;

    [FieldOffset(16)]
    private nuint _length;

    public static NativeProduceField Topic(nint topic) => new() { _tag = TopicTag, _pointer = topic };

    public static NativeProduceField Partition(int partition) => new() { _tag = PartitionTag, _number = partition };

    public static NativeProduceField Value(byte* value, int length) =>
        new() { _tag = ValueTag, _pointer = (nint)value, _length = (nuint)length };

    public static NativeProduceField Key(byte* key, int length) =>
        new() { _tag = KeyTag, _pointer = (nint)key, _length = (nuint)length };

    public static NativeProduceField Opaque(nint number) => new() { _tag = OpaqueTag, _pointer = number };

    public static NativeProduceField Flags(int flags) => new() { _tag = FlagsTag, _number = flags };

    public static NativeProduceField Timestamp(long milliseconds) =>
        new() { _tag = TimestampTag, _longNumber = milliseconds };

    public static NativeProduceField Headers(nint headers) => new() { _tag = HeadersTag, _pointer = headers };
}
